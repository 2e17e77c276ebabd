namespace LiveChat.UnitTests.Conversations;

/// <summary>The messages of one conversation, looked through from end to end.</summary>
internal sealed class MessageLog(IReadOnlyList<Message> messages, Func<UserId, UserRole> roleOf) : IMessageLog
{
    public static readonly MessageLog Empty = new([], _ => UserRole.Buyer);

    public Message? FindStanding(ConversationId conversationId, long afterSequence, MessageId? except) =>
        messages.Where(m => m.Sequence > afterSequence && m.Id != except && !m.IsGone).MinBy(m => m.Sequence);

    public long FindAnswer(ConversationId conversationId, UserRole asking, long beforeSequence) =>
        messages
            .Where(m => m.Sequence < beforeSequence && !m.IsGone && roleOf(m.SenderId) != asking)
            .Select(m => m.Sequence)
            .DefaultIfEmpty()
            .Max();
}
