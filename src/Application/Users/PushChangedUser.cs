using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Users;
using Microsoft.Extensions.Logging;

namespace LiveChat.Application.Users;

/// <summary>
/// Pushes a changed user's conversations to the other members who are online. These pushes have a queue of their own, so that a user with
/// thousands of conversations does not hold up the pushes of messages.
/// </summary>
public sealed class PushChangedUser(IConversationReader conversations, IPresence presence, IChatNotifier notifier, ILogger<PushChangedUser> logger)
    : QueryingPush<UserChanged>(logger)
{
    protected override async Task PushAsync(UserChanged domainEvent)
    {
        var shared = await conversations.FindSharedAsync(domainEvent.UserId, CancellationToken.None);
        foreach (var id in shared.Where(one => one.Any(presence.IsOnline)).Select(one => one.Key))
        {
            if (await conversations.FindForPushAsync(id, CancellationToken.None) is not { } views)
                continue;
            foreach (var (member, conversation) in views.ForMembers.Where(view => presence.IsOnline(view.Key)))
                await notifier.ConversationUpdatedAsync(member, conversation);
            await notifier.ConversationUpdatedForWatchersAsync(views.ForWatchers);
        }
    }
}
