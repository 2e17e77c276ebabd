namespace LiveChat.Application.Presence;

/// <summary>Tells the other members that the actor began or stopped typing.</summary>
public sealed record SetTypingCommand(Actor Actor, long ConversationId, bool IsTyping) : IRequest<Result>, IMemberRequest;

public sealed class SetTypingHandler(IConversationReader conversations, ITypingRelay typing, ILimits limits)
    : IRequestHandler<SetTypingCommand, Result>
{
    public async Task<Result> Handle(SetTypingCommand request, CancellationToken cancellationToken)
    {
        // Typing beyond the limit is dropped silently, because it is not a mistake of the user.
        // Beginning and end are counted separately, so that an end is not dropped because of its beginning.
        if (await limits.CountAsync(LimitKind.Typing, $"{request.Actor.UserId} {request.IsTyping}", cancellationToken) is not null)
            return Result.Success();
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
