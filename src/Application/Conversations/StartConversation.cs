namespace LiveChat.Application.Conversations;

/// <summary>Opens the direct conversation with somebody, making it if this pair has none yet.</summary>
public sealed record StartConversationCommand(Actor Actor, string? TargetUserId) : IRequest<Result<StartedConversation>>, IMemberRequest;

/// <param name="IsNew">False when the pair already had this conversation.</param>
public sealed record StartedConversation(ConversationDto Conversation, bool IsNew);

public sealed class StartConversationValidator : AbstractValidator<StartConversationCommand>
{
    public StartConversationValidator() => RuleFor(c => c.TargetUserId).NotEmpty();
}

public sealed class StartConversationHandler(
    IConversationWriter writer,
    IConversationReader conversations,
    ILimits limits,
    ConversationClock clock
) : IRequestHandler<StartConversationCommand, Result<StartedConversation>>
{
    public async Task<Result<StartedConversation>> Handle(StartConversationCommand request, CancellationToken cancellationToken)
    {
        if (!UserId.TryParse(request.TargetUserId, out var targetId))
            return ConversationErrors.TargetNotFound;
        var started = await StartAsync(request.Actor.UserId, targetId, cancellationToken);
        if (!started.IsSuccess)
            return started.Error;

        var (id, isNew) = started.Value;
        var found = await conversations.FindAsync(request.Actor, id, cancellationToken);
        return found is null ? ConversationErrors.NotFound : new StartedConversation(found, isNew);
    }

    /// <summary>
    /// Counts what is made, not what was there: who has begun too many conversations can still open those that exist.
    /// </summary>
    private async Task<Result<(ConversationId Id, bool IsNew)>> StartAsync(
        UserId initiatorId,
        UserId targetId,
        CancellationToken cancellationToken
    )
    {
        await using var turn = await limits.TakeTurnAsync(LimitKind.NewConversations, initiatorId.Value, cancellationToken);
        var wait = await limits.FindWaitAsync(LimitKind.NewConversations, initiatorId.Value, cancellationToken);
        var started = await writer.WriteAsync(
            store => Start(store, initiatorId, targetId, wait),
            ExpectedLookups.Of(PairKey.Of(initiatorId, targetId)),
            cancellationToken
        );
        if (started is { IsSuccess: true, Value.IsNew: true })
            await limits.CountAsync(LimitKind.NewConversations, initiatorId.Value, CancellationToken.None);
        return started;
    }

    /// <param name="wait">How long the initiator may begin no new one; null when they may.</param>
    private Result<(ConversationId Id, bool IsNew)> Start(IConversationStore store, UserId initiatorId, UserId targetId, TimeSpan? wait)
    {
        if (store.FindUser(initiatorId) is not { } initiator || store.FindUser(targetId) is not { } target)
            return ConversationErrors.TargetNotFound;
        if (Conversation.MayTalk(initiator, target) is { IsSuccess: false } refused)
            return refused.Error;
        if (store.FindConversation(PairKey.Of(initiatorId, targetId)) is { } existing)
            return (existing.Id, false);
        if (wait is { } time)
            return new RateLimitedError(time);
        var conversation = Conversation.StartDirect(store.NextConversationId(), initiator, target, clock.GetNow());
        if (!conversation.IsSuccess)
            return conversation.Error;
        store.Add(conversation.Value);
        return (conversation.Value.Id, true);
    }
}

/// <summary>Shows a new conversation to its members and to watching admins.</summary>
public sealed class PushStartedConversation(
    IConversationReader conversations,
    IChatNotifier notifier,
    ILogger<PushStartedConversation> logger
) : PushConversation<ConversationStarted>(conversations, notifier, logger);

/// <summary>Shows a conversation, as it stands now, to all its members and to watching admins.</summary>
public abstract class PushConversation<TEvent>(IConversationReader conversations, IChatNotifier notifier, ILogger logger)
    : QueryingPush<TEvent>(logger)
    where TEvent : ConversationEvent
{
    protected override async Task PushAsync(TEvent domainEvent)
    {
        if (await conversations.FindForPushAsync(domainEvent.Conversation.Id, CancellationToken.None) is not { } views)
            return;
        foreach (var (member, conversation) in views.ForMembers)
            await notifier.ConversationUpdatedAsync(member, conversation);
        await notifier.ConversationUpdatedForWatchersAsync(views.ForWatchers);
    }
}
