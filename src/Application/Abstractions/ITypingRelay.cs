using LiveChat.Domain.Conversations;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Passes on who is typing, at most once a second for each member of a conversation. Typing ends by itself after 6 s.</summary>
public interface ITypingRelay
{
    Task SetAsync(ConversationId conversationId, UserId userId, bool isTyping, IReadOnlyList<UserId> receivers);
}
