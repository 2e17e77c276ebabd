namespace LiveChat.Domain.Conversations;

/// <summary>
/// A user's place in a conversation: cursor, unread count and preferences. Only the <see cref="Conversation"/> changes it.
/// </summary>
public sealed class Participant
{
    private Participant() { }

    public UserId UserId { get; private set; }

    /// <summary>The cursor: messages up to this sequence are read. It never moves back.</summary>
    public long LastReadSequence { get; internal set; }

    /// <summary>The number of messages of others above the cursor that are neither recalled nor removed.</summary>
    public int UnreadCount { get; internal set; }

    public DateTimeOffset JoinedAt { get; private set; }

    public bool IsPinned { get; private set; }

    public bool IsMuted { get; private set; }

    public bool IsMarkedUnread { get; internal set; }

    /// <summary>Whether the member is done with the conversation, until somebody else writes.</summary>
    public bool IsDone { get; private set; }

    /// <summary>
    /// Until when the member has snoozed the conversation, unless somebody else writes before. A moment in the past has no effect.
    /// </summary>
    public DateTimeOffset? SnoozedUntil { get; private set; }

    /// <summary>
    /// The user's status when the conversation was loaded. It comes from the user and is not stored with the participant.
    /// </summary>
    public required UserStatus UserStatus { get; init; }

    /// <inheritdoc cref="UserStatus"/>
    public required UserRole UserRole { get; init; }

    internal static Participant Join(User user, DateTimeOffset now) =>
        new()
        {
            UserId = user.Id,
            JoinedAt = now,
            UserStatus = user.Status,
            UserRole = user.Role,
        };

    /// <summary>Rebuilds a participant from what was stored; for persistence only.</summary>
    public static Participant Restore(
        UserId userId,
        long lastReadSequence,
        int unreadCount,
        DateTimeOffset joinedAt,
        bool isPinned,
        bool isMuted,
        bool isMarkedUnread,
        bool isDone,
        DateTimeOffset? snoozedUntil,
        UserStatus userStatus,
        UserRole userRole
    ) =>
        new()
        {
            UserId = userId,
            LastReadSequence = lastReadSequence,
            UnreadCount = unreadCount,
            JoinedAt = joinedAt,
            IsPinned = isPinned,
            IsMuted = isMuted,
            IsMarkedUnread = isMarkedUnread,
            IsDone = isDone,
            SnoozedUntil = snoozedUntil,
            UserStatus = userStatus,
            UserRole = userRole,
        };

    /// <returns>Whether anything changed.</returns>
    internal bool Apply(PreferenceChanges changes)
    {
        var before = Preferences;
        IsPinned = changes.IsPinned ?? IsPinned;
        IsMuted = changes.IsMuted ?? IsMuted;
        IsMarkedUnread = changes.IsMarkedUnread ?? IsMarkedUnread;
        IsDone = changes.IsDone ?? IsDone;
        SnoozedUntil = changes.Snooze is { Until: var until } ? until : SnoozedUntil;
        return before != Preferences;
    }

    /// <summary>Ends "done" and a snooze, because somebody else wrote.</summary>
    /// <returns>Whether there was one to end.</returns>
    internal bool TakeUpAgain()
    {
        if (!IsDone && SnoozedUntil is null)
            return false;
        IsDone = false;
        SnoozedUntil = null;
        return true;
    }

    private (bool, bool, bool, bool, DateTimeOffset?) Preferences => (IsPinned, IsMuted, IsMarkedUnread, IsDone, SnoozedUntil);
}

/// <summary>Changes of a member's own view of a conversation; null leaves a preference as it is.</summary>
/// <param name="IsDone">Whether the member is done with it: it leaves the list until the other side writes again.</param>
/// <param name="Snooze">Hides it from the list until a moment, or until the other side writes again.</param>
public sealed record PreferenceChanges(
    bool? IsPinned = null,
    bool? IsMuted = null,
    bool? IsMarkedUnread = null,
    bool? IsDone = null,
    Snooze? Snooze = null
);

/// <param name="Until">The end of the snooze; null ends it now.</param>
public readonly record struct Snooze(DateTimeOffset? Until);
