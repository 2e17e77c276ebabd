using LiveChat.Domain.Common;

namespace LiveChat.Domain.Conversations;

public static class ConversationErrors
{
    /// <summary>The conversation does not exist, or the caller may not see it.</summary>
    public static readonly Error NotFound = new(ErrorKind.NotFound, "Conversation.NotFound");

    public static readonly Error TooManyNew = new(ErrorKind.TooMany, "Request.RateLimited");

    public static readonly Error TargetNotFound = new(ErrorKind.NotFound, "Conversation.TargetNotFound");

    public static readonly Error ReadOnly = new(ErrorKind.Forbidden, "Conversation.ReadOnly");

    public static readonly Error SenderInactive = new(ErrorKind.Forbidden, "Conversation.SenderInactive");

    public static readonly Error CounterpartInactive = new(ErrorKind.Forbidden, "Conversation.CounterpartInactive");

    /// <summary>The writer's queue is full; nothing was changed.</summary>
    public static readonly Error Busy = new(ErrorKind.Unavailable, "Request.Unavailable");

    public static readonly Error SnoozeInThePast = new(ErrorKind.Validation, "Conversation.SnoozeInThePast", "SnoozedUntil");

    public static Error SequenceOutOfRange(long lastSequence) => new(ErrorKind.Validation, "Conversation.SequenceOutOfRange", "Sequence", lastSequence);
}
