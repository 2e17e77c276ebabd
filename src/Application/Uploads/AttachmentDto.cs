using LiveChat.Application.Abstractions;
using LiveChat.Domain.Messages;
using LiveChat.Domain.Uploads;

namespace LiveChat.Application.Uploads;

/// <summary>An uploaded file, which a message may carry.</summary>
/// <param name="Url">A complete URL, which works without a token.</param>
/// <param name="ThumbnailUrl">The URL of a picture's thumbnail.</param>
/// <param name="Size">The size in bytes.</param>
/// <param name="Width">The width of a picture, in pixels.</param>
/// <param name="Height">The height of a picture, in pixels.</param>
/// <param name="DurationMs">The duration of a voice message, in milliseconds.</param>
public sealed record AttachmentDto(long Id, string Url, string? ThumbnailUrl, string Name, long Size, string ContentType, int? Width, int? Height, int? DurationMs)
{
    public static AttachmentDto? From(Attachment? attachment, IMediaUrls urls) => attachment is null ? null : new AttachmentDto(
        attachment.Id.Value,
        urls.Of(attachment.Path),
        attachment.ThumbnailPath is { } thumbnail ? urls.Of(thumbnail) : null,
        attachment.Name,
        attachment.Size,
        attachment.ContentType,
        attachment.Width,
        attachment.Height,
        attachment.DurationMs);

    /// <summary>Maps the file of a message that was taken down. Its URLs need an admin's token.</summary>
    public static AttachmentDto? OfTakenDown(Attachment? attachment, MessageId messageId, IMediaUrls urls) => From(attachment, urls) is { } dto
        ? dto with { Url = urls.OfTakenDown(messageId, isThumbnail: false), ThumbnailUrl = dto.ThumbnailUrl is null ? null : urls.OfTakenDown(messageId, isThumbnail: true) }
        : null;
}
