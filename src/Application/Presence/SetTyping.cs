namespace LiveChat.Application.Presence;

/// <summary>Tells the other members that the actor began or stopped typing.</summary>
public sealed record SetTypingCommand(Actor Actor, long ConversationId, bool IsTyping) : IRequest<Result>, IMemberRequest;

public sealed class SetTypingHandler(IConversationReader conversations, ITypingRelay typing) : IRequestHandler<SetTypingCommand, Result>
{
    public async Task<Result> Handle(SetTypingCommand request, CancellationToken cancellationToken)
    {
        var id = new ConversationId(request.ConversationId);
        if (await conversations.FindMembersAsync(request.Actor, id, cancellationToken) is not { } members)
            return ConversationErrors.NotFound;
        await typing.SetAsync(id, request.Actor.UserId, request.IsTyping, [.. members.Where(m => m != request.Actor.UserId)]);
        return Result.Success();
    }
}

/// <summary>Passes on who is typing, at most once a second for each member of a conversation. Typing ends by itself after 6 s.</summary>
public interface ITypingRelay
{
    Task SetAsync(ConversationId conversationId, UserId userId, bool isTyping, IReadOnlyList<UserId> receivers);
}
