namespace LiveChat.Infrastructure.Conversations;

/// <summary>Where conversations are kept, as their writer needs it.</summary>
public interface IConversationDatabase
{
    /// <summary>Begins a transaction that sees and changes the conversations alone.</summary>
    /// <param name="expected">What its mutations are going to look up first.</param>
    IConversationTransaction Begin(IEnumerable<ExpectedLookups> expected);
}

/// <summary>One transaction; disposed without a commit it leaves nothing behind.</summary>
public interface IConversationTransaction : IConversationStore, IDisposable
{
    /// <summary>Ends a mutation that succeeded; its events are added to <paramref name="events"/>, in order.</summary>
    void Keep(List<IDomainEvent> events);

    /// <summary>Ends a mutation that failed.</summary>
    /// <returns>False when it has left changes behind, which only a rollback takes back.</returns>
    bool TryDrop();

    /// <summary>Stores what was kept and returns when it is durable.</summary>
    void Commit();
}

/// <summary>
/// The SQL statements of the conversation writer. Each database engine implements them. They turn rows into aggregates and back, without
/// any rule of the domain. A lookup sees what the same transaction inserted or updated before it.
/// </summary>
internal interface IConversationStatements : IMessageLog
{
    Conversation? FindConversation(ConversationId id);

    Conversation? FindConversation(PairKey pair);

    /// <inheritdoc cref="ConversationRows.ReadUser"/>
    User? FindUser(UserId id);

    Message? FindMessage(MessageId id);

    Message? FindMessage(ConversationId conversationId, UserId senderId, ClientMessageId clientMessageId);

    Attachment? FindAttachment(AttachmentId id);

    int CountUnread(ConversationId conversationId, UserId readerId, long afterSequence);

    /// <returns>The encrypted content of a message that was taken down; null when there is none.</returns>
    byte[]? FindSealed(MessageId id);

    /// <summary>An id that no other conversation has or had.</summary>
    ConversationId NextConversationId();

    /// <summary>An id above those of all earlier messages of the conversations that this transaction has looked up.</summary>
    MessageId NextMessageId();

    void Insert(Conversation conversation);

    void Insert(Message message);

    /// <summary>An event for the log, which comes after what the conversations of this transaction have had so far.</summary>
    /// <param name="before">The message of the same mutation that comes behind it, where the engine can still put it before that.</param>
    void InsertEvent(string type, string data, DateTimeOffset createdAt, MessageId? before);

    void Insert(AuditEntry entry);

    void InsertSealed(MessageId id, byte[] content);

    void DeleteSealed(MessageId id);

    void Update(Conversation conversation);

    void Update(ConversationId conversationId, Participant participant);

    void Update(Message message);

    /// <summary>What a message does to the file that it carries.</summary>
    void Update(Attachment attachment);

    /// <summary>Returns when everything is durable.</summary>
    void Commit();

    void Rollback();
}
