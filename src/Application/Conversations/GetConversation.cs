namespace LiveChat.Application.Conversations;

/// <summary>One conversation, if the actor may see it.</summary>
public sealed record GetConversationQuery(Actor Actor, long ConversationId)
    : IRequest<Result<ConversationDto>>,
        IMemberReading<ConversationDto>
{
    public Reading ReadingOf(ConversationDto shown) => Reading.OfConversation(new ConversationId(shown.Id));
}

public sealed class GetConversationHandler(IConversationReader conversations)
    : IRequestHandler<GetConversationQuery, Result<ConversationDto>>
{
    public async Task<Result<ConversationDto>> Handle(GetConversationQuery request, CancellationToken cancellationToken)
    {
        var conversation = await conversations.FindAsync(request.Actor, new ConversationId(request.ConversationId), cancellationToken);
        return conversation is null ? ConversationErrors.NotFound : conversation;
    }
}
