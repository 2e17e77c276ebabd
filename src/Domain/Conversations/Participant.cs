using LiveChat.Domain.Users;

namespace LiveChat.Domain.Conversations;

/// <summary>A member of a conversation with the cursor up to which it has read. Changed by its <see cref="Conversation"/> alone.</summary>
public sealed class Participant
{
    private Participant()
    {
    }

    public UserId UserId { get; private set; }

    /// <summary>Messages up to this sequence are read. It never moves back.</summary>
    public long LastReadSequence { get; internal set; }

    /// <summary>Messages of others above the cursor that are neither recalled nor removed.</summary>
    public int UnreadCount { get; internal set; }

    public DateTimeOffset JoinedAt { get; private set; }

    public bool IsPinned { get; private set; }

    public bool IsMuted { get; private set; }

    public bool IsMarkedUnread { get; internal set; }

    /// <summary>Done with, until somebody else writes.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Put off until then, or until somebody else writes; a moment that has passed means nothing any more.</summary>
    public DateTimeOffset? SnoozedUntil { get; private set; }

    /// <summary>The user's status when the conversation was loaded. Read from the users, never stored here.</summary>
    public UserStatus UserStatus { get; private set; } = UserStatus.Active;

    /// <inheritdoc cref="UserStatus"/>
    public UserRole UserRole { get; private set; }

    internal static Participant Join(User user, DateTimeOffset now) => new() { UserId = user.Id, JoinedAt = now, UserRole = user.Role };

    /// <summary>A member as it was stored; for persistence alone.</summary>
    public static Participant Restore(UserId userId, long lastReadSequence, int unreadCount, DateTimeOffset joinedAt, bool isPinned, bool isMuted, bool isMarkedUnread, bool isDone, DateTimeOffset? snoozedUntil, UserStatus userStatus, UserRole userRole) => new()
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

    /// <returns>Whether anything is different now.</returns>
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

    /// <summary>Somebody else wrote: what was done with or put off is at hand again.</summary>
    /// <returns>Whether it was.</returns>
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
