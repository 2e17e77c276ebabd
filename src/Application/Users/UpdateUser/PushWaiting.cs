using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace LiveChat.Application.Users.UpdateUser;

/// <summary>Shows a conversation in which somebody else waits now, because a member has another role.</summary>
public sealed class PushWaiting(IConversationReader conversations, IChatNotifier notifier, ILogger<PushWaiting> logger) : QueryingPush<WaitingChanged>(logger)
{
    protected override async Task PushAsync(WaitingChanged domainEvent)
    {
        if (await conversations.FindForPushAsync(domainEvent.Conversation.Id, CancellationToken.None) is not { } views)
            return;
        foreach (var (member, conversation) in views.ForMembers)
            await notifier.ConversationUpdatedAsync(member, conversation);
        await notifier.ConversationUpdatedForWatchersAsync(views.ForWatchers);
    }
}
