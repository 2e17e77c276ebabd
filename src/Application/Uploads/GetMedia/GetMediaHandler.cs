using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Uploads;
using MediatR;

namespace LiveChat.Application.Uploads.GetMedia;

public sealed class GetMediaHandler(IAttachmentRepository attachments, IFileStorage storage) : IRequestHandler<GetMediaQuery, Result<MediaFile>>
{
    public async Task<Result<MediaFile>> Handle(GetMediaQuery request, CancellationToken cancellationToken)
    {
        if (request.Path.Split('/') is not [_, var year, var month, var day, var key, _]
            || await attachments.FindInFolderAsync($"{year}/{month}/{day}/{key}", cancellationToken) is not { WithdrawnAt: null } attachment
            || Describe(attachment, request.Path) is not { } file
            || storage.OpenRead(request.Path) is not { } content)
        {
            return UploadErrors.NotFound;
        }

        return new MediaFile(content, file.ContentType, file.Name, attachment.Kind != AttachmentKind.Document, $"{key}-{file.Part}", attachment.CreatedAt);
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
