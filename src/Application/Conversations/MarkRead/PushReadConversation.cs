using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Conversations;
using Microsoft.Extensions.Logging;

namespace LiveChat.Application.Conversations.MarkRead;

/// <summary>Shows the receipt to every member, the reader's other tabs included.</summary>
public sealed class PushReadConversation(IChatNotifier notifier, ILogger<PushReadConversation> logger) : Push<ConversationRead>(logger)
{
    protected override Task PushAsync(ConversationRead domainEvent)
    {
        var (conversation, reader) = domainEvent;
        return notifier.ReadUpdatedAsync(
            conversation.MemberIds(),
            new ReadUpdatedDto(conversation.Id.Value, reader.UserId.Value, reader.LastReadSequence, reader.UnreadCount));
    }
}
