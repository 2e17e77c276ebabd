namespace LiveChat.Application.Conversations;

/// <summary>Opens the direct conversation with somebody, making it if this pair has none yet.</summary>
/// <param name="MayCreate">False for a user who has reached the limit of new conversations. They can still open those that exist.</param>
public sealed record StartConversationCommand(Actor Actor, string? TargetUserId, bool MayCreate = true)
    : IRequest<Result<StartedConversation>>,
        IMemberRequest;

/// <param name="IsNew">False when the pair already had this conversation.</param>
public sealed record StartedConversation(ConversationDto Conversation, bool IsNew);

public sealed class StartConversationValidator : AbstractValidator<StartConversationCommand>
{
    public StartConversationValidator() => RuleFor(c => c.TargetUserId).NotEmpty();
}

public sealed class StartConversationHandler(IConversationWriter writer, IConversationReader conversations, ConversationClock clock)
    : IRequestHandler<StartConversationCommand, Result<StartedConversation>>
{
    public async Task<Result<StartedConversation>> Handle(StartConversationCommand request, CancellationToken cancellationToken)
    {
        if (!UserId.TryParse(request.TargetUserId, out var targetId))
            return ConversationErrors.TargetNotFound;

        var started = await writer.WriteAsync<(ConversationId Id, bool IsNew)>(
            store =>
            {
                if (store.FindUser(request.Actor.UserId) is not { } initiator || store.FindUser(targetId) is not { } target)
                    return ConversationErrors.TargetNotFound;
                if (Conversation.MayTalk(initiator, target) is { IsSuccess: false } refused)
                    return refused.Error;
                if (store.FindConversation(PairKey.Of(initiator.Id, target.Id)) is { } existing)
                    return (existing.Id, false);
                if (!request.MayCreate)
                    return ConversationErrors.TooManyNew;
                var conversation = Conversation.StartDirect(store.NextConversationId(), initiator, target, clock.GetNow());
                if (!conversation.IsSuccess)
                    return conversation.Error;
                store.Add(conversation.Value);
                return (conversation.Value.Id, true);
            },
            cancellationToken
        );
        if (!started.IsSuccess)
            return started.Error;

        var (id, isNew) = started.Value;
        var found = await conversations.FindAsync(request.Actor, id, cancellationToken);
        return found is null ? ConversationErrors.NotFound : new StartedConversation(found, isNew);
    }
}

/// <summary>Shows a new conversation to its members and to watching admins.</summary>
public sealed class PushStartedConversation(
    IConversationReader conversations,
    IChatNotifier notifier,
    ILogger<PushStartedConversation> logger
) : PushConversation<ConversationStarted>(conversations, notifier, logger);
