using LiveChat.Domain.Conversations;
using LiveChat.Domain.Users;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>A conversation as it is stored, to be read. What may be done to one is the business of <see cref="Conversation"/>.</summary>
public sealed class ConversationRow
{
    public ConversationId Id { get; private init; }

    public ConversationType Type { get; private init; }

    public string? Title { get; private init; }

    public PairKey? Pair { get; private init; }

    public long LastSequence { get; private init; }

    public long Revision { get; private init; }

    public DateTimeOffset CreatedAt { get; private init; }

    public DateTimeOffset UpdatedAt { get; private init; }

    public long AnsweredSequence { get; private init; }

    public long? WaitingSequence { get; private init; }

    public DateTimeOffset? WaitingSince { get; private init; }

    public UserId? WaitingUserId { get; private init; }

    public IReadOnlyList<ParticipantRow> Participants { get; private init; } = new List<ParticipantRow>();
}

/// <summary>A member of a conversation as it is stored. Who they are and whether they may take part is told by the users.</summary>
public sealed class ParticipantRow
{
    public ConversationId ConversationId { get; private init; }

    public UserId UserId { get; private init; }

    public long LastReadSequence { get; private init; }

    public int UnreadCount { get; private init; }

    public DateTimeOffset JoinedAt { get; private init; }

    public bool IsPinned { get; private init; }

    public bool IsMuted { get; private init; }

    public bool IsMarkedUnread { get; private init; }

    public bool IsDone { get; private init; }

    public DateTimeOffset? SnoozedUntil { get; private init; }
}
