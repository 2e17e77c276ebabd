using LiveChat.Application.Abstractions;
using LiveChat.Domain.Messages;
using LiveChat.Domain.Uploads;

namespace LiveChat.Application.Uploads;

/// <summary>A file that was uploaded, or that a message carries.</summary>
/// <param name="Url">A complete URL that whoever holds it can fetch.</param>
/// <param name="ThumbnailUrl">Of a picture: the same, small.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Width">Of a picture, in pixels.</param>
/// <param name="Height">Of a picture, in pixels.</param>
/// <param name="DurationMs">Of a voice message, in milliseconds.</param>
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

    /// <summary>The same for the file of a message that was taken down: at addresses that only admins may fetch, with their token.</summary>
    public static AttachmentDto? OfTakenDown(Attachment? attachment, MessageId messageId, IMediaUrls urls) => From(attachment, urls) is { } dto
        ? dto with { Url = urls.OfTakenDown(messageId, isThumbnail: false), ThumbnailUrl = dto.ThumbnailUrl is null ? null : urls.OfTakenDown(messageId, isThumbnail: true) }
        : null;
}
