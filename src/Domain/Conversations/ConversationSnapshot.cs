namespace LiveChat.Domain.Conversations;

/// <summary>
/// The state of a conversation right after a change. It is immutable, so that an event means the same however late it is handled.
/// </summary>
public sealed record ConversationSnapshot(
    ConversationId Id,
    long LastSequence,
    long Revision,
    IReadOnlyList<ParticipantSnapshot> Participants
)
{
    public IReadOnlyList<UserId> MemberIds()
    {
        var ids = new UserId[Participants.Count];
        for (var i = 0; i < ids.Length; i++)
            ids[i] = Participants[i].UserId;
        return ids;
    }
}

/// <summary>One member's cursor and counter right after a change.</summary>
public sealed record ParticipantSnapshot(UserId UserId, long LastReadSequence, int UnreadCount);

/// <summary>
/// The look-ups in its messages that a conversation needs when one is recalled, taken down or restored. Each is a short walk along an
/// index.
/// </summary>
public interface IMessageLog
{
    /// <summary>The first message above a sequence that is neither recalled nor removed.</summary>
    /// <param name="except">The sequence of a message to leave out.</param>
    Message? FindStanding(ConversationId conversationId, long afterSequence, MessageId? except);

    /// <summary>
    /// The highest sequence below a given one of a message that still stands and whose sender is not of the asking role; 0 if there is
    /// none.
    /// </summary>
    long FindAnswer(ConversationId conversationId, UserRole asking, long beforeSequence);
}
