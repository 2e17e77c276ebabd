namespace LiveChat.Application.Conversations;

/// <summary>One conversation, if the actor may see it.</summary>
public sealed record GetConversationQuery(Actor Actor, long ConversationId) : IRequest<Result<ConversationDto>>;

public sealed class GetConversationHandler(IConversationReader conversations, AdminReading reading)
    : IRequestHandler<GetConversationQuery, Result<ConversationDto>>
{
    public async Task<Result<ConversationDto>> Handle(GetConversationQuery request, CancellationToken cancellationToken)
    {
        var id = new ConversationId(request.ConversationId);
        var conversation = await conversations.FindAsync(request.Actor, id, cancellationToken);
        if (conversation is null)
            return ConversationErrors.NotFound;
        await reading.OpenedAsync(request.Actor, id, cancellationToken);
        return conversation;
    }
}
