using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace LiveChat.Application.Conversations.StartConversation;

/// <summary>Shows a new conversation to its members and to watching admins.</summary>
public sealed class PushStartedConversation(IConversationReader conversations, IChatNotifier notifier, ILogger<PushStartedConversation> logger)
    : QueryingPush<ConversationStarted>(logger)
{
    protected override async Task PushAsync(ConversationStarted domainEvent)
    {
        if (await conversations.FindForPushAsync(domainEvent.Conversation.Id, CancellationToken.None) is not { } views)
            return;
        foreach (var (member, conversation) in views.ForMembers)
            await notifier.ConversationUpdatedAsync(member, conversation);
        await notifier.ConversationUpdatedForWatchersAsync(views.ForWatchers);
    }
}
