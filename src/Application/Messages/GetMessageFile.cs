namespace LiveChat.Application.Messages;

/// <summary>
/// The file of a message that was taken down. For admins; each look at the file, but not at its thumbnail, is recorded in the audit log.
/// </summary>
public sealed record GetMessageFileQuery(Actor Actor, long MessageId, bool IsThumbnail) : IRequest<Result<MediaFile>>, IAdminRequest;

public sealed class GetMessageFileHandler(
    IMessageReader messages,
    IAttachmentRepository attachments,
    IFileStorage storage,
    MessageLooks looks
) : IRequestHandler<GetMessageFileQuery, Result<MediaFile>>
{
    public async Task<Result<MediaFile>> Handle(GetMessageFileQuery request, CancellationToken cancellationToken)
    {
        var id = new MessageId(request.MessageId);
        if (
            await messages.FindAsync(id, cancellationToken) is not { Message: { RemovedAt: not null } message }
            || await attachments.FindOfMessageAsync(id, cancellationToken) is not { IsKept: true } attachment
            || (request.IsThumbnail ? attachment.ThumbnailPath : attachment.Path) is not { } path
            || (storage.OpenSealed(path) ?? storage.OpenRead(path)) is not { } content
        )
        {
            return MediaErrors.NotFound;
        }

        if (!request.IsThumbnail)
            await looks.RecordAsync(request.Actor, message, cancellationToken);
        return new MediaFile(
            content,
            request.IsThumbnail ? MediaFile.MadeType : attachment.ContentType,
            attachment.Name,
            attachment.Kind != AttachmentKind.Document,
            $"taken-down-{id}",
            attachment.CreatedAt
        );
    }
}

/// <summary>Records each time that an admin opens one message. Call it before anything is shown.</summary>
public sealed class MessageLooks(IUnitOfWork unitOfWork, IAuditLog log, TimeProvider clock)
{
    public Task RecordAsync(Actor actor, Message message, CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync(
            _ =>
            {
                log.Add(
                    AuditEntry.Of(
                        actor.UserId,
                        AuditAction.MessageOpened,
                        message.Id.ToString(),
                        [MessageFacts.Of(message)],
                        actor.Address,
                        clock.GetUtcNow()
                    )
                );
                return Task.FromResult(Result.Success());
            },
            cancellationToken
        );
}
