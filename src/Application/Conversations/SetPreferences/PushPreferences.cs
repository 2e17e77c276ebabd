using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace LiveChat.Application.Conversations.SetPreferences;

/// <summary>Pushes changed preferences to the member's own connections, and to nobody else.</summary>
public sealed class PushPreferences(IConversationReader conversations, IChatNotifier notifier, ILogger<PushPreferences> logger) : QueryingPush<PreferencesChanged>(logger)
{
    protected override async Task PushAsync(PreferencesChanged domainEvent)
    {
        var views = await conversations.FindForPushAsync(domainEvent.Conversation.Id, CancellationToken.None);
        if (views is not null && views.ForMembers.TryGetValue(domainEvent.UserId, out var conversation))
            await notifier.ConversationUpdatedAsync(domainEvent.UserId, conversation);
    }
}
