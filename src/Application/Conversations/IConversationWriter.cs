namespace LiveChat.Application.Conversations;

/// <summary>
/// The one way to change a conversation. Mutations that wait together are committed together; each is answered, and its
/// events are published, after the commit that made it durable.
/// </summary>
public interface IConversationWriter
{
    /// <summary>Queues a mutation and answers with its result once it is durable.</summary>
    /// <param name="mutation">
    /// Runs inside the transaction, on the writer's thread. It must use nothing but the store that it is given, and may run a second time
    /// when another mutation made the batch fail. A failure that it returns changes nothing and affects no other mutation.
    /// </param>
    /// <param name="expected">What the mutation is going to look up, as far as its caller knows.</param>
    /// <returns>The mutation's own result, or <c>unavailable</c> at once when the queue is full.</returns>
    Task<Result<T>> WriteAsync<T>(
        Func<IConversationStore, Result<T>> mutation,
        ExpectedLookups expected,
        CancellationToken cancellationToken = default
    );
}

/// <summary>
/// What a mutation is going to look up. A database across a network fetches it for all mutations of a batch at once. What is missing here
/// is fetched when the mutation asks for it, which takes longer and changes nothing.
/// </summary>
public sealed record ExpectedLookups
{
    public IReadOnlyList<ConversationId> Conversations { get; private init; } = [];

    public PairKey? Pair { get; private init; }

    /// <summary>Their conversations are looked up, too.</summary>
    public IReadOnlyList<MessageId> Messages { get; private init; } = [];

    /// <summary>A message that may have been sent before.</summary>
    public (ConversationId ConversationId, UserId SenderId, ClientMessageId ClientMessageId)? Sent { get; private init; }

    public static ExpectedLookups Of(params IReadOnlyList<ConversationId> conversations) => new() { Conversations = conversations };

    public static ExpectedLookups Of(params IReadOnlyList<MessageId> messages) => new() { Messages = messages };

    public static ExpectedLookups Of(PairKey pair) => new() { Pair = pair };

    public static ExpectedLookups OfSending(ConversationId conversationId, UserId senderId, ClientMessageId clientMessageId) =>
        new() { Conversations = [conversationId], Sent = (conversationId, senderId, clientMessageId) };
}

/// <summary>The store as a mutation sees it, inside its transaction.</summary>
public interface IConversationStore : IMessageLog
{
    /// <summary>A conversation with its participants, never with its messages.</summary>
    Conversation? FindConversation(ConversationId id);

    Conversation? FindConversation(PairKey pair);

    User? FindUser(UserId id);

    Message? FindMessage(MessageId id);

    Message? FindMessage(ConversationId conversationId, UserId senderId, ClientMessageId clientMessageId);

    /// <summary>A message for another one to quote, with the file that it carries.</summary>
    QuotedMessage? FindQuoted(MessageId? id) =>
        id is { } wanted && FindMessage(wanted) is { } quoted ? new QuotedMessage(quoted, FindAttachment(quoted.AttachmentId)) : null;

    Attachment? FindAttachment(AttachmentId id);

    /// <returns>Null where no file is asked for, too.</returns>
    Attachment? FindAttachment(AttachmentId? id) => id is { } wanted ? FindAttachment(wanted) : null;

    /// <summary>Messages of others above a sequence that are neither recalled nor removed.</summary>
    int CountUnread(ConversationId conversationId, UserId readerId, long afterSequence);

    /// <summary>An id for a new conversation, higher than all before.</summary>
    ConversationId NextConversationId();

    /// <summary>An id for a new message, higher than all before (ADR-022). One that is not used is left out.</summary>
    MessageId NextMessageId();

    /// <summary>Stores a new conversation.</summary>
    void Add(Conversation conversation);

    /// <summary>Stores a new message, and that the file which it carries is its own.</summary>
    void Add(MessageView posted);

    /// <summary>
    /// Stores the changed state of a message (its revision, and whether it was recalled or removed) and of its attachment. The content of a
    /// message that was just taken down is sealed; the sealed content of a restored one is deleted.
    /// </summary>
    void Update(MessageView changed);

    /// <summary>The sealed content of a message that was taken down.</summary>
    /// <returns>Null when it was not kept.</returns>
    string? FindSealedContent(MessageId id);

    /// <summary>Records the mutation in the audit log, in the same transaction.</summary>
    void Audit(AuditEntry entry);
}

/// <summary>
/// The clock of messages. Lists are ordered by its times, so it does not go back when the system's clock is set back: until that has caught
/// up, each time is a millisecond after the last. When the system's clock is set back by more than a day, it was wrong before and is
/// followed.
/// </summary>
public sealed class ConversationClock(TimeProvider system)
{
    private static readonly TimeSpan LongestHold = TimeSpan.FromDays(1);
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(1);

    private readonly Lock _lock = new();
    private DateTimeOffset _last = DateTimeOffset.MinValue;

    public DateTimeOffset GetNow()
    {
        lock (_lock)
        {
            // Times are stored in milliseconds.
            var now = DateTimeOffset.FromUnixTimeMilliseconds(system.GetUtcNow().ToUnixTimeMilliseconds());
            if (now < _last && _last - now <= LongestHold)
                now = _last + Step;
            _last = now;
            return now;
        }
    }

    /// <summary>Tells the clock the newest time of a message that was stored before this process started.</summary>
    public void GoOnFrom(DateTimeOffset newest)
    {
        lock (_lock)
            _last = newest > _last ? newest : _last;
    }
}

/// <summary>An operator's settings for conversations.</summary>
public sealed record ChatOptions
{
    /// <summary>How long after sending a message its sender may recall it.</summary>
    public required TimeSpan RecallWindow { get; init; }
}
