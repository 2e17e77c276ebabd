using LiveChat.Application.Abstractions;
using LiveChat.Application.Conversations;
using LiveChat.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace LiveChat.Application.Users.UpdateUser;

/// <summary>Shows a conversation in which somebody else waits now, because a member has another role.</summary>
public sealed class PushWaiting(IConversationReader conversations, IChatNotifier notifier, ILogger<PushWaiting> logger)
    : PushConversation<WaitingChanged>(conversations, notifier, logger);
