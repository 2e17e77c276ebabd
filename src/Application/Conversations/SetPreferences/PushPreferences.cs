using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace LiveChat.Application.Conversations.SetPreferences;

/// <summary>Pushes changed preferences to the member's own connections, and to nobody else.</summary>
public sealed class PushPreferences(IConversationReader conversations, IChatNotifier notifier, ILogger<PushPreferences> logger) : DomainEventHandler<PreferencesChanged>(logger)
{
    protected override async Task HandleAsync(PreferencesChanged domainEvent, CancellationToken cancellationToken)
    {
        var views = await conversations.FindForPushAsync(domainEvent.Conversation.Id, cancellationToken);
        if (views is not null && views.ForMembers.TryGetValue(domainEvent.UserId, out var conversation))
            await notifier.ConversationUpdatedAsync(domainEvent.UserId, conversation);
    }
}
