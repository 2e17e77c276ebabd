using LiveChat.Domain.Messages;
using LiveChat.Domain.Users;

namespace LiveChat.Domain.Conversations;

/// <summary>What a conversation has to look up in its messages when one of them goes or comes back. Each is a short walk along an index.</summary>
public interface IMessageLog
{
    /// <summary>The first message above a sequence that is neither recalled nor removed.</summary>
    /// <param name="except">A message that does not count.</param>
    Message? FindStanding(ConversationId conversationId, long afterSequence, MessageId? except);

    /// <summary>The sequence of the last message below another that stands and is not of the asking role; 0 if there is none.</summary>
    long FindAnswer(ConversationId conversationId, UserRole asking, long beforeSequence);
}
