namespace LiveChat.Application.Conversations;

/// <summary>By what a list of conversations may be ordered.</summary>
public enum ConversationColumn
{
    Id,

    /// <summary>The name of the asking side: the buyer, or the merchant towards the platform.</summary>
    Participants,

    /// <summary>What is still to be seen of it.</summary>
    LastMessage,

    /// <summary>How many messages it has.</summary>
    LastSequence,

    /// <summary>The caller's own; for an admin, of all members together.</summary>
    UnreadCount,

    /// <summary>Upwards the longest wait first; those in which nobody waits come last either way.</summary>
    WaitingSince,

    CreatedAt,
    UpdatedAt,
}
