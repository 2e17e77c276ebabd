using LiveChat.Application.Abstractions;
using LiveChat.Application.Uploads.GetMedia;
using LiveChat.Domain.Common;
using LiveChat.Domain.Messages;
using LiveChat.Domain.Uploads;
using MediatR;

namespace LiveChat.Application.Messages.GetMessageFile;

public sealed class GetMessageFileHandler(IMessageReader messages, IAttachmentRepository attachments, IFileStorage storage, MessageLooks looks)
    : IRequestHandler<GetMessageFileQuery, Result<MediaFile>>
{
    public async Task<Result<MediaFile>> Handle(GetMessageFileQuery request, CancellationToken cancellationToken)
    {
        var id = new MessageId(request.MessageId);
        if (await messages.FindAsync(id, cancellationToken) is not { Message: { RemovedAt: not null } message }
            || await attachments.FindOfMessageAsync(id, cancellationToken) is not { IsKept: true } attachment
            || (request.IsThumbnail ? attachment.ThumbnailPath : attachment.Path) is not { } path
            || (storage.OpenSealed(path) ?? storage.OpenRead(path)) is not { } content)
        {
            return UploadErrors.NotFound;
        }

        if (!request.IsThumbnail)
            await looks.RecordAsync(request.Actor, message, cancellationToken);
        return new MediaFile(
            content,
            request.IsThumbnail ? MediaFile.MadeType : attachment.ContentType,
            attachment.Name,
            attachment.Kind != AttachmentKind.Document,
            $"taken-down-{id}",
            attachment.CreatedAt);
    }
}
