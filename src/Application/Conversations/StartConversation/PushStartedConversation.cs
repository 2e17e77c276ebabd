using LiveChat.Application.Abstractions;
using LiveChat.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace LiveChat.Application.Conversations.StartConversation;

/// <summary>Shows a new conversation to its members and to watching admins.</summary>
public sealed class PushStartedConversation(IConversationReader conversations, IChatNotifier notifier, ILogger<PushStartedConversation> logger)
    : PushConversation<ConversationStarted>(conversations, notifier, logger);
