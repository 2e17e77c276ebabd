using LiveChat.Domain.Messages;
using LiveChat.Domain.Uploads;

namespace LiveChat.Application.Abstractions;

/// <summary>Loads, adds and removes attachments inside a unit of work. Messages take them by the conversation writer.</summary>
public interface IAttachmentRepository
{
    Task<Attachment?> FindAsync(AttachmentId id, CancellationToken cancellationToken);

    /// <summary>The one that lies in a folder; only to be read.</summary>
    Task<Attachment?> FindInFolderAsync(string folder, CancellationToken cancellationToken);

    /// <summary>Those that were uploaded before a time and that neither a message nor an avatar needs.</summary>
    Task<IReadOnlyList<Attachment>> FindUnusedAsync(DateTimeOffset uploadedBefore, int limit, CancellationToken cancellationToken);

    /// <summary>The one that a message carries, whatever became of it; only to be read.</summary>
    Task<Attachment?> FindOfMessageAsync(MessageId messageId, CancellationToken cancellationToken);

    /// <summary>Those that are kept for admins and whose files are yet to be encrypted.</summary>
    Task<IReadOnlyList<Attachment>> FindUnsealedAsync(int limit, CancellationToken cancellationToken);

    /// <summary>Those whose files are to be deleted.</summary>
    Task<IReadOnlyList<Attachment>> FindWithdrawnAsync(int limit, CancellationToken cancellationToken);

    void Add(Attachment attachment);

    void Remove(Attachment attachment);
}
