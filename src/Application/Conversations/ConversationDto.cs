namespace LiveChat.Application.Conversations;

/// <summary>
/// A conversation as one caller sees it. Unread count and preferences are the caller's own; for a watching admin they are zero and unset.
/// </summary>
public sealed record ConversationDto
{
    public required long Id { get; init; }

    public required ConversationType Type { get; init; }

    public required string? Title { get; init; }

    public required IReadOnlyList<ParticipantDto> Participants { get; init; }

    public required MessageDto? LastMessage { get; init; }

    public required long LastSequence { get; init; }

    public required long Revision { get; init; }

    public required int UnreadCount { get; init; }

    public required bool Pinned { get; init; }

    public required bool Muted { get; init; }

    public required bool MarkedUnread { get; init; }

    public required bool Done { get; init; }

    public required DateTimeOffset? SnoozedUntil { get; init; }

    /// <summary>
    /// When the asking side's oldest message came that still stands and has no answer; null when nobody waits, or who waits is not active.
    /// </summary>
    public required DateTimeOffset? WaitingSince { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }
}

public sealed record ParticipantDto
{
    public required UserDto User { get; init; }

    public required long LastReadSequence { get; init; }

    public required int UnreadCount { get; init; }

    public required DateTimeOffset JoinedAt { get; init; }
}

/// <summary>A member has read up to a sequence.</summary>
public sealed record ReadUpdatedDto(long ConversationId, string UserId, long LastReadSequence, int UnreadCount);

/// <summary>The reader's own cursor and counter after reading.</summary>
public sealed record ReadStateDto(int UnreadCount, long LastReadSequence);
