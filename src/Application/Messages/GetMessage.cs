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
