namespace LiveChat.Application.Messages;

/// <summary>
/// One message with its content and its file, also when it was taken down. For admins; each look is recorded in the audit log.
/// </summary>
public sealed record GetMessageQuery(Actor Actor, long MessageId) : IRequest<Result<MessageDto>>, IAdminRequest;

public sealed class GetMessageHandler(IMessageReader messages, MessageLooks looks) : IRequestHandler<GetMessageQuery, Result<MessageDto>>
{
    public async Task<Result<MessageDto>> Handle(GetMessageQuery request, CancellationToken cancellationToken)
    {
        if (await messages.FindAsync(new MessageId(request.MessageId), cancellationToken) is not { } found)
            return MessageErrors.NotFound;
        await looks.RecordAsync(request.Actor, found.Message, cancellationToken);
        return found.Shown;
    }
}
