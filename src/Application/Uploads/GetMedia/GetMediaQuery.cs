using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Uploads.GetMedia;

/// <summary>A stored file, for whoever holds its URL.</summary>
/// <param name="Path">Below <c>/media</c>: <c>uploads/…</c> or <c>avatars/…</c>.</param>
public sealed record GetMediaQuery(string Path) : IRequest<Result<MediaFile>>;

/// <param name="Content">To be disposed by whoever sends it.</param>
/// <param name="IsInline">Whether a browser may show it, or only keep it.</param>
/// <param name="Tag">Differs whenever the bytes do.</param>
public sealed record MediaFile(Stream Content, string ContentType, string Name, bool IsInline, string Tag, DateTimeOffset CreatedAt)
{
    /// <summary>Of the pictures that the server makes: avatars and thumbnails.</summary>
    public const string MadeType = "image/webp";
}
