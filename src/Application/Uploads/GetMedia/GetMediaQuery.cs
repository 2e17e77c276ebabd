using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Uploads.GetMedia;

/// <summary>A stored file. Its URL is enough to read it.</summary>
/// <param name="Path">The path below <c>/media</c>: <c>uploads/…</c> or <c>avatars/…</c>.</param>
public sealed record GetMediaQuery(string Path) : IRequest<Result<MediaFile>>;

/// <param name="Content">The content, which the sender has to dispose.</param>
/// <param name="IsInline">Whether a browser may show it; otherwise it is a download.</param>
/// <param name="Tag">The ETag, which changes with the bytes.</param>
public sealed record MediaFile(Stream Content, string ContentType, string Name, bool IsInline, string Tag, DateTimeOffset CreatedAt)
{
    /// <summary>The media type of the pictures that the server makes: avatars and thumbnails.</summary>
    public const string MadeType = "image/webp";
}
