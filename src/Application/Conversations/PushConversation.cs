namespace LiveChat.Application.Conversations;

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
