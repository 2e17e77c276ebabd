namespace LiveChat.Application.Messages;

/// <summary>
/// One message with its content and its file, also when it was taken down. For admins; each look is recorded in the audit log.
/// </summary>
public sealed record GetMessageQuery(Actor Actor, long MessageId) : IRequest<Result<MessageDto>>, IAdminReading<MessageDto>
{
    public Reading ReadingOf(MessageDto shown) => MessageFacts.LookAt(shown.Id, MessageFacts.Of(shown));
}

public sealed class GetMessageHandler(IMessageReader messages) : IRequestHandler<GetMessageQuery, Result<MessageDto>>
{
    public async Task<Result<MessageDto>> Handle(GetMessageQuery request, CancellationToken cancellationToken)
    {
        var found = await messages.FindAsync(new MessageId(request.MessageId), cancellationToken);
        return found is null ? MessageErrors.NotFound : found.Shown;
    }
}

/// <summary>
/// The file of a message that was taken down. For admins; each look at the file, but not at its thumbnail, is recorded in the audit log.
/// </summary>
public sealed record GetMessageFileQuery(Actor Actor, long MessageId, bool IsThumbnail)
    : IRequest<Result<MessageFile>>,
        IAdminReading<MessageFile>
{
    public Reading? ReadingOf(MessageFile shown) =>
        IsThumbnail ? null : MessageFacts.LookAt(shown.Message.Id.Value, MessageFacts.Of(shown.Message));
}

public sealed class GetMessageFileHandler(IMessageReader messages, IAttachmentRepository attachments, IFileStorage storage)
    : IRequestHandler<GetMessageFileQuery, Result<MessageFile>>
{
    public async Task<Result<MessageFile>> Handle(GetMessageFileQuery request, CancellationToken cancellationToken)
    {
        var id = new MessageId(request.MessageId);
        if (
            await messages.FindAsync(id, cancellationToken) is not { Message: { RemovedAt: not null } message }
            || await attachments.FindOfMessageAsync(id, cancellationToken) is not { IsKept: true } attachment
            || (request.IsThumbnail ? attachment.ThumbnailPath : attachment.Path) is not { } path
            || (await storage.OpenSealedAsync(path, cancellationToken) ?? await storage.OpenReadAsync(path, cancellationToken))
                is not { } content
        )
        {
            return MediaErrors.NotFound;
        }

        var file = new MediaFile(
            content,
            request.IsThumbnail ? MediaFile.MadeType : attachment.ContentType,
            attachment.Name,
            attachment.Kind != AttachmentKind.Document,
            $"taken-down-{id}",
            attachment.CreatedAt
        );
        return new MessageFile(file, message);
    }
}

/// <param name="Message">The message that the file belongs to.</param>
public sealed record MessageFile(MediaFile File, Message Message);
