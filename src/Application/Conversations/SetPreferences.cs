namespace LiveChat.Application.Conversations;

/// <summary>Changes the actor's own view of a conversation.</summary>
public sealed record SetPreferencesCommand(Actor Actor, long ConversationId, PreferenceChanges Changes)
    : IRequest<Result<ConversationDto>>,
        IMemberRequest;

public sealed class SetPreferencesHandler(IConversationWriter writer, IConversationReader conversations, TimeProvider clock)
    : IRequestHandler<SetPreferencesCommand, Result<ConversationDto>>
{
    public async Task<Result<ConversationDto>> Handle(SetPreferencesCommand request, CancellationToken cancellationToken)
    {
        var id = new ConversationId(request.ConversationId);
        var changed = await writer.WriteAsync<Participant>(
            store =>
                store.FindConversation(id) is { } conversation
                    ? conversation.SetPreferences(request.Actor.UserId, request.Changes, clock.GetUtcNow())
                    : ConversationErrors.NotFound,
            ExpectedLookups.Of(id),
            cancellationToken
        );
        if (!changed.IsSuccess)
            return changed.Error;
        var found = await conversations.FindAsync(request.Actor, id, cancellationToken);
        return found is null ? ConversationErrors.NotFound : found;
    }
}

/// <summary>Pushes changed preferences to the member's own connections, and to nobody else.</summary>
public sealed class PushPreferences(IConversationReader conversations, IChatNotifier notifier, ILogger<PushPreferences> logger)
    : QueryingPush<PreferencesChanged>(logger)
{
    protected override async Task PushAsync(PreferencesChanged domainEvent)
    {
        var views = await conversations.FindForPushAsync(domainEvent.Conversation.Id, CancellationToken.None);
        if (views is not null && views.ForMembers.TryGetValue(domainEvent.UserId, out var conversation))
            await notifier.ConversationUpdatedAsync(domainEvent.UserId, conversation);
    }
}
