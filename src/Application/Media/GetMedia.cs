namespace LiveChat.Application.Media;

/// <summary>A stored file. Its URL is enough to read it.</summary>
/// <param name="Path">The path below <c>/media</c>: <c>uploads/…</c> or <c>avatars/…</c>.</param>
public sealed record GetMediaQuery(string Path) : IRequest<Result<MediaFile>>, IOpenRequest;

/// <param name="Content">The content, which the sender has to dispose.</param>
/// <param name="IsInline">Whether a browser may show it; otherwise it is a download.</param>
/// <param name="Tag">The ETag, which changes with the bytes.</param>
public sealed record MediaFile(Stream Content, string ContentType, string Name, bool IsInline, string Tag, DateTimeOffset CreatedAt)
{
    /// <summary>The media type of the pictures that the server makes: avatars and thumbnails.</summary>
    public const string MadeType = "image/webp";
}

public sealed class GetMediaHandler(IAttachmentRepository attachments, IFileStorage storage)
    : IRequestHandler<GetMediaQuery, Result<MediaFile>>
{
    public async Task<Result<MediaFile>> Handle(GetMediaQuery request, CancellationToken cancellationToken)
    {
        if (
            request.Path.Split('/') is not [_, var year, var month, var day, var key, _]
            || await attachments.FindInFolderAsync($"{year}/{month}/{day}/{key}", cancellationToken) is not { WithdrawnAt: null } attachment
            || Describe(attachment, request.Path) is not { } file
            || await storage.OpenReadAsync(request.Path, cancellationToken) is not { } content
        )
        {
            return MediaErrors.NotFound;
        }

        return new MediaFile(
            content,
            file.ContentType,
            file.Name,
            attachment.Kind != AttachmentKind.Document,
            $"{key}-{file.Part}",
            attachment.CreatedAt
        );
    }

    /// <returns>Null when the path is not of the form that the server hands out.</returns>
    private static (string ContentType, string Name, string Part)? Describe(Attachment attachment, string path)
    {
        if (attachment.AvatarOf is not null)
            return path == attachment.AvatarPath ? (MediaFile.MadeType, "avatar.webp", "avatar") : null;
        if (path == attachment.Path)
            return (attachment.ContentType, attachment.Name, "file");
        return path == attachment.ThumbnailPath ? (MediaFile.MadeType, path[(path.LastIndexOf('/') + 1)..], "thumbnail") : null;
    }
}
