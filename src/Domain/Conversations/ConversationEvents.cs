namespace LiveChat.Domain.Conversations;

/// <summary>Any change of a conversation; carries where the conversation stood afterwards.</summary>
public abstract record ConversationEvent(ConversationSnapshot Conversation) : IDomainEvent;

public sealed record ConversationStarted(ConversationSnapshot Conversation) : ConversationEvent(Conversation);

/// <summary>A message came or changed.</summary>
public abstract record MessageEvent(ConversationSnapshot Conversation, MessageView View) : ConversationEvent(Conversation)
{
    public Message Message => View.Message;
}

public sealed record MessagePosted(ConversationSnapshot Conversation, MessageView View) : MessageEvent(Conversation, View);

public sealed record MessageRecalled(ConversationSnapshot Conversation, MessageView View) : MessageEvent(Conversation, View);

public sealed record MessageRemoved(ConversationSnapshot Conversation, MessageView View) : MessageEvent(Conversation, View);

public sealed record MessageRestored(ConversationSnapshot Conversation, MessageView View) : MessageEvent(Conversation, View);

public sealed record ConversationRead(ConversationSnapshot Conversation, ParticipantSnapshot Reader) : ConversationEvent(Conversation);

/// <summary>Somebody waits who did not, or since another time, because a member stands on another side now.</summary>
public sealed record WaitingChanged(ConversationSnapshot Conversation) : ConversationEvent(Conversation);

public sealed record PreferencesChanged(ConversationSnapshot Conversation, UserId UserId) : ConversationEvent(Conversation);

public static class ConversationErrors
{
    /// <summary>The conversation does not exist, or the caller may not see it.</summary>
    public static readonly Error NotFound = new(ErrorKind.NotFound, "Conversation.NotFound");

    public static readonly Error TargetNotFound = new(ErrorKind.NotFound, "Conversation.TargetNotFound");

    public static readonly Error ReadOnly = new(ErrorKind.Forbidden, "Conversation.ReadOnly");

    public static readonly Error SenderInactive = new(ErrorKind.Forbidden, "Conversation.SenderInactive");

    public static readonly Error CounterpartInactive = new(ErrorKind.Forbidden, "Conversation.CounterpartInactive");

    /// <summary>The writer's queue is full; nothing was changed.</summary>
    public static readonly Error Busy = new(ErrorKind.Unavailable, "Request.Unavailable");

    public static readonly Error SnoozeInThePast = new(ErrorKind.Validation, "Conversation.SnoozeInThePast", "SnoozedUntil");

    public static Error SequenceOutOfRange(long lastSequence) =>
        new(ErrorKind.Validation, "Conversation.SequenceOutOfRange", "Sequence", lastSequence);
}

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
