using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace LiveChat.Application.Conversations.StartConversation;

/// <summary>Shows a new conversation to its members and to watching admins.</summary>
public sealed class PushStartedConversation(IConversationReader conversations, IChatNotifier notifier, ILogger<PushStartedConversation> logger)
    : DomainEventHandler<ConversationStarted>(logger)
{
    protected override async Task HandleAsync(ConversationStarted domainEvent, CancellationToken cancellationToken)
    {
        if (await conversations.FindForPushAsync(domainEvent.Conversation.Id, cancellationToken) is not { } views)
            return;
        foreach (var (member, conversation) in views.ForMembers)
            await notifier.ConversationUpdatedAsync(member, conversation);
        await notifier.ConversationUpdatedForWatchersAsync(views.ForWatchers);
    }
}
