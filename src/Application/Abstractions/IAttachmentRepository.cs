using LiveChat.Domain.Messages;
using LiveChat.Domain.Uploads;

namespace LiveChat.Application.Abstractions;

/// <summary>Loads, adds and removes attachments inside a unit of work. The conversation writer gives them to messages.</summary>
public interface IAttachmentRepository
{
    Task<Attachment?> FindAsync(AttachmentId id, CancellationToken cancellationToken);

    /// <summary>The attachment whose files lie in a folder; read-only.</summary>
    Task<Attachment?> FindInFolderAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Attachments that were uploaded before a time and belong to neither a message nor an avatar.</summary>
    Task<IReadOnlyList<Attachment>> FindUnusedAsync(DateTimeOffset uploadedBefore, int limit, CancellationToken cancellationToken);

    /// <summary>The attachment of a message, withdrawn or not; read-only.</summary>
    Task<Attachment?> FindOfMessageAsync(MessageId messageId, CancellationToken cancellationToken);

    /// <summary>Attachments that are kept for admins and whose files are not encrypted yet.</summary>
    Task<IReadOnlyList<Attachment>> FindUnsealedAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Attachments whose files can be deleted.</summary>
    Task<IReadOnlyList<Attachment>> FindWithdrawnAsync(int limit, CancellationToken cancellationToken);

    void Add(Attachment attachment);

    void Remove(Attachment attachment);
}
