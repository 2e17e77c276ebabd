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

    public bool IsPinned { get; internal set; }

    public bool IsMuted { get; internal set; }

    public bool IsMarkedUnread { get; internal set; }

    /// <summary>The user's status when the conversation was loaded. Read from the users, never stored here.</summary>
    public UserStatus UserStatus { get; private set; } = UserStatus.Active;

    /// <inheritdoc cref="UserStatus"/>
    public UserRole UserRole { get; private set; }

    internal static Participant Join(User user, DateTimeOffset now) => new() { UserId = user.Id, JoinedAt = now, UserRole = user.Role };

    /// <summary>A member as it was stored; for persistence alone.</summary>
    public static Participant Restore(UserId userId, long lastReadSequence, int unreadCount, DateTimeOffset joinedAt, bool isPinned, bool isMuted, bool isMarkedUnread, UserStatus userStatus, UserRole userRole) => new()
    {
        UserId = userId,
        LastReadSequence = lastReadSequence,
        UnreadCount = unreadCount,
        JoinedAt = joinedAt,
        IsPinned = isPinned,
        IsMuted = isMuted,
        IsMarkedUnread = isMarkedUnread,
        UserStatus = userStatus,
        UserRole = userRole,
    };
}
