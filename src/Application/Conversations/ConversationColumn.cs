namespace LiveChat.Application.Conversations;

/// <summary>The columns by which a list of conversations can be sorted.</summary>
public enum ConversationColumn
{
    Id,

    /// <summary>The name of the asking side: the buyer, or the merchant towards the platform.</summary>
    Participants,

    /// <summary>The content of the last message, which is empty when that was recalled or removed.</summary>
    LastMessage,

    /// <summary>The number of messages.</summary>
    LastSequence,

    /// <summary>The caller's unread messages; for an admin, those of all members together.</summary>
    UnreadCount,

    /// <summary>Ascending begins with the longest wait. Conversations in which nobody waits come last in both directions.</summary>
    WaitingSince,

    CreatedAt,
    UpdatedAt,
}
