using LiveChat.Domain.Users;

namespace LiveChat.Domain.Conversations;

/// <summary>
/// The state of a conversation right after a change. It is immutable, so that an event means the same however late it is handled.
/// </summary>
public sealed record ConversationSnapshot(ConversationId Id, long LastSequence, long Revision, IReadOnlyList<ParticipantSnapshot> Participants)
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
