using LiveChat.Infrastructure.Conversations;
using Npgsql;
using static LiveChat.Infrastructure.Persistence.PostgreSql.PendingWrites;

namespace LiveChat.Infrastructure.Persistence.PostgreSql;

/// <summary>
/// The writer's SQL for PostgreSQL, in one transaction. Each question costs a way over the network, so what the mutations are expected to
/// look up is fetched for all of them at once, and what they store is sent at once, at the latest with the commit. A conversation is locked
/// before anything of it is read, in the order of the ids, so that nodes do not wait for each other in a circle; its lock makes its
/// sequence.
/// </summary>
internal sealed partial class PostgreSqlConversationStatements(WriterConnection connection) : IConversationStatements
{
    private readonly PendingWrites _writes = new();

    /// <summary>What was fetched and not asked for yet; null for what is known to be missing.</summary>
    private readonly Dictionary<ConversationId, Conversation?> _conversations = [];
    private readonly Dictionary<PairKey, Conversation?> _pairs = [];
    private readonly Dictionary<MessageId, Message?> _messages = [];
    private readonly Dictionary<(ConversationId, UserId, ClientMessageId), Message?> _sent = [];

    private readonly HashSet<ConversationId> _locked = [];
    private readonly Queue<long> _places = [];

    public Conversation? FindConversation(ConversationId id)
    {
        if (!_conversations.ContainsKey(id))
            Load(new Lookups { Conversations = { id } });
        _conversations.Remove(id, out var found);
        return found;
    }

    public Conversation? FindConversation(PairKey pair)
    {
        if (!_pairs.ContainsKey(pair))
            Load(new Lookups { Pairs = { pair } });
        return _pairs[pair];
    }

    public Message? FindMessage(MessageId id)
    {
        if (!_messages.ContainsKey(id))
            Load(new Lookups { Messages = { id } });
        _messages.Remove(id, out var found);
        return found;
    }

    public Message? FindMessage(ConversationId conversationId, UserId senderId, ClientMessageId clientMessageId)
    {
        var key = (conversationId, senderId, clientMessageId);
        if (!_sent.ContainsKey(key))
            Load(new Lookups { Sent = { key } });
        _sent.Remove(key, out var found);
        return found;
    }

    public User? FindUser(UserId id) =>
        Find($"{ConversationRows.SelectUsers} WHERE u.id = $1", [Value(id.Value)], row => ConversationRows.ReadUser(row));

    public Attachment? FindAttachment(AttachmentId id) =>
        Find(
            $"{ConversationRows.SelectAttachments} WHERE a.id = $1 FOR UPDATE",
            [Value(id.Value)],
            row => ConversationRows.ReadAttachment(row)
        );

    public int CountUnread(ConversationId conversationId, UserId readerId, long afterSequence) =>
        (int)Find(
            """
            SELECT COUNT(*) FROM messages
            WHERE conversation_id = $1 AND sequence > $3 AND sender_id <> $2 AND recalled_at IS NULL AND removed_at IS NULL
            """,
            [Value(conversationId.Value), Value(readerId.Value), Value(afterSequence)],
            row => row.Number(0)
        );

    public Message? FindStanding(ConversationId conversationId, long afterSequence, MessageId? except) =>
        Find(
            $"""
            {ConversationRows.SelectMessages}
            WHERE m.conversation_id = $1 AND m.sequence > $2 AND m.id IS DISTINCT FROM $3 AND m.recalled_at IS NULL AND m.removed_at IS NULL
            ORDER BY m.sequence LIMIT 1
            """,
            [Value(conversationId.Value), Value(afterSequence), new NpgsqlParameter<long?> { TypedValue = except?.Value }],
            row => ConversationRows.ReadMessage(row)
        );

    public long FindAnswer(ConversationId conversationId, UserRole asking, long beforeSequence) =>
        Find(
            """
            SELECT COALESCE((
                SELECT m.sequence FROM messages m JOIN users u ON u.id = m.sender_id
                WHERE m.conversation_id = $1 AND m.sequence < $3 AND m.recalled_at IS NULL AND m.removed_at IS NULL AND u.role <> $2
                ORDER BY m.sequence DESC LIMIT 1), 0)
            """,
            [Value(conversationId.Value), Value((int)asking), Value(beforeSequence)],
            row => row.Number(0)
        );

    public byte[]? FindSealed(MessageId id) =>
        Find("SELECT content FROM sealed_messages WHERE message_id = $1", [Value(id.Value)], row => row.Bytes(0));

    public ConversationId NextConversationId() =>
        new(Find("SELECT nextval(pg_get_serial_sequence('conversations', 'id'))", [], row => row.Number(0)));

    public MessageId NextMessageId()
    {
        if (_places.Count == 0)
            _places.Enqueue(Find($"SELECT nextval('{PostgreSqlEngine.LogPlaces}')", [], row => row.Number(0)));
        return new MessageId(_places.Dequeue());
    }

    public void Insert(Conversation conversation)
    {
        _writes.Insert(conversation);
        _locked.Add(conversation.Id);
        if (conversation.Pair is { } pair)
            _pairs[pair] = conversation;
    }

    public void Insert(Message message) => _writes.Insert(message);

    /// <param name="before">Unused: the event takes its place behind that message.</param>
    public void InsertEvent(string type, string data, DateTimeOffset createdAt, MessageId? before) =>
        _writes.InsertEvent(type, data, createdAt);

    public void Insert(AuditEntry entry) => _writes.Insert(entry);

    public void InsertSealed(MessageId id, byte[] content) =>
        _writes.Add("INSERT INTO sealed_messages (message_id, content) VALUES ($1, $2)", Value(id.Value), Value(content));

    public void DeleteSealed(MessageId id) => _writes.Add("DELETE FROM sealed_messages WHERE message_id = $1", Value(id.Value));

    public void Update(Conversation conversation) => _writes.Update(conversation);

    public void Update(ConversationId conversationId, Participant participant) => _writes.Update(conversationId, participant);

    public void Update(Message message) => _writes.Update(message);

    public void Update(Attachment attachment) => _writes.Update(attachment);

    /// <summary>Everything goes in one way over the network; what comes after a statement that fails is not carried out.</summary>
    public void Commit()
    {
        using var batch = connection.CreateBatch();
        _writes.MoveTo(batch);
        batch.BatchCommands.Add(Command("COMMIT"));
        connection.Run(batch);
    }

    public void Rollback()
    {
        using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(Command("ROLLBACK"));
        connection.Run(batch);
    }

    private T? Find<T>(string sql, NpgsqlParameter[] parameters, Func<PostgreSqlRow, T> read)
    {
        Flush();
        using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(Command(sql, parameters));
        using var reader = connection.Read(batch);
        return reader.Read() ? read(new PostgreSqlRow(reader)) : default;
    }

    private void Flush()
    {
        using var batch = connection.CreateBatch();
        _writes.MoveTo(batch);
        if (batch.BatchCommands.Count > 0)
            connection.Run(batch);
    }
}
