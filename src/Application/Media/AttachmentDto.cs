namespace LiveChat.Application.Media;

/// <summary>An uploaded file, which a message may carry.</summary>
/// <param name="Url">A complete URL, which works without a token.</param>
/// <param name="ThumbnailUrl">The URL of a picture's thumbnail.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="Width">The width of a picture, in pixels.</param>
/// <param name="Height">The height of a picture, in pixels.</param>
/// <param name="DurationMs">The duration of a voice message, in milliseconds.</param>
public sealed record AttachmentDto(
    long Id,
    string Url,
    string? ThumbnailUrl,
    string Name,
    long Size,
    string ContentType,
    int? Width,
    int? Height,
    int? DurationMs
)
{
    public static AttachmentDto? From(Attachment? attachment, IMediaUrls urls) =>
        attachment is null
            ? null
            : new AttachmentDto(
                attachment.Id.Value,
                urls.Of(attachment.Path),
                attachment.ThumbnailPath is { } thumbnail ? urls.Of(thumbnail) : null,
                attachment.Name,
                attachment.Size,
                attachment.ContentType,
                attachment.Width,
                attachment.Height,
                attachment.DurationMs
            );

    /// <summary>Maps the file of a message that was taken down. Its URLs need an admin's token.</summary>
    public static AttachmentDto? OfTakenDown(Attachment? attachment, MessageId messageId, IMediaUrls urls) =>
        From(attachment, urls) is { } dto
            ? dto with
            {
                Url = urls.OfTakenDown(messageId, isThumbnail: false),
                ThumbnailUrl = dto.ThumbnailUrl is null ? null : urls.OfTakenDown(messageId, isThumbnail: true),
            }
            : null;
}

/// <summary>Complete URLs for what is stored as relative paths, built from <c>PublicBaseUrl</c>.</summary>
public interface IMediaUrls
{
    /// <summary>The URL of the user's avatar, or of the drawn one: the initial of the name on a colour derived from the id.</summary>
    string AvatarOf(string userId, string username, string? avatar);

    /// <summary>The URL of a stored file.</summary>
    /// <param name="path">The path below the media directory.</param>
    string Of(string path);

    /// <summary>The URL at which admins get the file of a message that was taken down.</summary>
    string OfTakenDown(MessageId messageId, bool isThumbnail);
}

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
