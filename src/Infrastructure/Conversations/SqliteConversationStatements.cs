using LiveChat.Domain.Audit;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Messages;
using LiveChat.Domain.Users;
using Microsoft.Data.Sqlite;

namespace LiveChat.Infrastructure.Conversations;

/// <summary>The writer's SQL, prepared once: it turns rows into aggregates and back, and decides nothing.</summary>
internal sealed class SqliteConversationStatements(SqliteConnection connection) : IDisposable
{
    private const string ConversationColumns = "c.id, c.type, c.title, c.pair, c.last_sequence, c.revision, c.created_at, c.updated_at";

    private const string MessageColumns =
        "id, conversation_id, sequence, revision, sender_id, client_message_id, type, content, digest, attachment_id, reply_to_id, recalled_at, removed_at, created_at";

    private readonly SqliteCommand _begin = Prepare(connection, "BEGIN IMMEDIATE");
    private readonly SqliteCommand _commit = Prepare(connection, "COMMIT");
    private readonly SqliteCommand _rollback = Prepare(connection, "ROLLBACK");

    private readonly SqliteCommand _findConversation = Prepare(connection, $"SELECT {ConversationColumns} FROM conversations c WHERE c.id = $p0", 1);
    private readonly SqliteCommand _findConversationByPair = Prepare(connection, $"SELECT {ConversationColumns} FROM conversations c WHERE c.pair = $p0", 1);

    private readonly SqliteCommand _findParticipants = Prepare(
        connection,
        """
        SELECT p.user_id, p.last_read_sequence, p.unread_count, p.joined_at, p.is_pinned, p.is_muted, p.is_marked_unread, u.status
        FROM participants p JOIN users u ON u.id = p.user_id
        WHERE p.conversation_id = $p0
        """,
        1);

    private readonly SqliteCommand _findMessage = Prepare(connection, $"SELECT {MessageColumns} FROM messages WHERE id = $p0", 1);

    private readonly SqliteCommand _findMessageByClientId = Prepare(
        connection, $"SELECT {MessageColumns} FROM messages WHERE conversation_id = $p0 AND sender_id = $p1 AND client_message_id = $p2", 3);

    private readonly SqliteCommand _countUnread = Prepare(
        connection,
        """
        SELECT COUNT(*) FROM messages
        WHERE conversation_id = $p0 AND sequence > $p2 AND sender_id <> $p1 AND recalled_at IS NULL AND removed_at IS NULL
        """,
        3);

    private readonly SqliteCommand _insertConversation = Prepare(
        connection,
        """
        INSERT INTO conversations (type, title, pair, last_sequence, revision, created_at, updated_at)
        VALUES ($p0, $p1, $p2, $p3, $p4, $p5, $p6) RETURNING id
        """,
        7);

    private readonly SqliteCommand _insertParticipant = Prepare(
        connection,
        """
        INSERT INTO participants (conversation_id, user_id, last_read_sequence, unread_count, joined_at, is_pinned, is_muted, is_marked_unread)
        VALUES ($p0, $p1, $p2, $p3, $p4, $p5, $p6, $p7)
        """,
        8);

    private readonly SqliteCommand _insertMessage = Prepare(
        connection,
        """
        INSERT INTO messages (conversation_id, sequence, revision, sender_id, client_message_id, type, content, digest, attachment_id, reply_to_id, created_at)
        VALUES ($p0, $p1, $p2, $p3, $p4, $p5, $p6, $p7, $p8, $p9, $p10) RETURNING id
        """,
        11);

    private readonly SqliteCommand _updateMessage = Prepare(
        connection, "UPDATE messages SET revision = $p1, content = $p2, recalled_at = $p3, removed_at = $p4 WHERE id = $p0", 5);

    private readonly SqliteCommand _updateConversation = Prepare(
        connection, "UPDATE conversations SET last_sequence = $p1, revision = $p2, updated_at = $p3 WHERE id = $p0", 4);

    private readonly SqliteCommand _updateParticipant = Prepare(
        connection,
        """
        UPDATE participants SET last_read_sequence = $p2, unread_count = $p3, is_pinned = $p4, is_muted = $p5, is_marked_unread = $p6
        WHERE conversation_id = $p0 AND user_id = $p1
        """,
        7);

    private readonly SqliteCommand _insertAuditEntry = Prepare(
        connection, "INSERT INTO audit_log (actor_id, action, target, detail, address, created_at) VALUES ($p0, $p1, $p2, $p3, $p4, $p5)", 6);

    private readonly SqliteCommand _findUser = Prepare(connection, "SELECT username, role, status, created_at FROM users WHERE id = $p0", 1);

    public void Begin() => _begin.ExecuteNonQuery();

    public void Commit() => _commit.ExecuteNonQuery();

    public void Rollback() => _rollback.ExecuteNonQuery();

    public Conversation? FindConversation(ConversationId id) => ReadConversation(Bind(_findConversation, id.Value));

    public Conversation? FindConversation(PairKey pair) => ReadConversation(Bind(_findConversationByPair, pair.Value));

    public Message? FindMessage(MessageId id) => ReadMessage(Bind(_findMessage, id.Value));

    public Message? FindMessage(ConversationId conversationId, UserId senderId, ClientMessageId clientMessageId) =>
        ReadMessage(Bind(_findMessageByClientId, conversationId.Value, senderId.Value, clientMessageId.Value));

    public int CountUnread(ConversationId conversationId, UserId readerId, long afterSequence) =>
        (int)(long)Bind(_countUnread, conversationId.Value, readerId.Value, afterSequence).ExecuteScalar()!;

    /// <summary>Who somebody is and whether they may take part; nothing more of them is needed here.</summary>
    public User? FindUser(UserId id)
    {
        using var reader = Bind(_findUser, id.Value).ExecuteReader();
        return reader.Read()
            ? User.Restore(id, reader.GetString(0), (UserRole)reader.GetInt32(1), (UserStatus)reader.GetInt32(2), Time(reader.GetInt64(3)))
            : null;
    }

    public ConversationId Insert(Conversation conversation)
    {
        var id = (long)Bind(
            _insertConversation, (int)conversation.Type, conversation.Title, conversation.Pair?.Value, conversation.LastSequence,
            conversation.Revision, Milliseconds(conversation.CreatedAt), Milliseconds(conversation.UpdatedAt)).ExecuteScalar()!;
        foreach (var p in conversation.Participants)
        {
            Bind(_insertParticipant, id, p.UserId.Value, p.LastReadSequence, p.UnreadCount, Milliseconds(p.JoinedAt), p.IsPinned, p.IsMuted, p.IsMarkedUnread)
                .ExecuteNonQuery();
        }

        return new ConversationId(id);
    }

    public MessageId Insert(Message message) => new((long)Bind(
        _insertMessage, message.ConversationId.Value, message.Sequence, message.Revision, message.SenderId.Value, message.ClientMessageId?.Value,
        (int)message.Type, message.Content, message.Digest, message.AttachmentId?.Value, message.ReplyToId?.Value, Milliseconds(message.CreatedAt)).ExecuteScalar()!);

    public void Update(Message message) =>
        Bind(_updateMessage, message.Id.Value, message.Revision, message.Content, Milliseconds(message.RecalledAt), Milliseconds(message.RemovedAt)).ExecuteNonQuery();

    public void Update(Conversation conversation) =>
        Bind(_updateConversation, conversation.Id.Value, conversation.LastSequence, conversation.Revision, Milliseconds(conversation.UpdatedAt)).ExecuteNonQuery();

    public void Update(ConversationId conversationId, Participant p) =>
        Bind(_updateParticipant, conversationId.Value, p.UserId.Value, p.LastReadSequence, p.UnreadCount, p.IsPinned, p.IsMuted, p.IsMarkedUnread).ExecuteNonQuery();

    public void Insert(AuditEntry entry) =>
        Bind(_insertAuditEntry, entry.ActorId?.Value, (int)entry.Action, entry.Target, entry.Detail, entry.Address, Milliseconds(entry.CreatedAt)).ExecuteNonQuery();

    public void Dispose()
    {
        foreach (var command in new[]
        {
            _begin, _commit, _rollback, _findConversation, _findConversationByPair, _findParticipants, _findMessage, _findMessageByClientId, _countUnread,
            _insertConversation, _insertParticipant, _insertMessage, _updateMessage, _updateConversation, _updateParticipant, _insertAuditEntry, _findUser,
        })
        {
            command.Dispose();
        }

        connection.Dispose();
    }

    private Conversation? ReadConversation(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        if (!reader.Read())
            return null;
        var id = new ConversationId(reader.GetInt64(0));
        return Conversation.Restore(
            id,
            (ConversationType)reader.GetInt32(1),
            reader.IsDBNull(2) ? null : reader.GetString(2),
            reader.IsDBNull(3) ? null : PairKey.From(reader.GetString(3)),
            reader.GetInt64(4),
            reader.GetInt64(5),
            Time(reader.GetInt64(6)),
            Time(reader.GetInt64(7)),
            ReadParticipants(id));
    }

    private List<Participant> ReadParticipants(ConversationId id)
    {
        var participants = new List<Participant>(2);
        using var reader = Bind(_findParticipants, id.Value).ExecuteReader();
        while (reader.Read())
        {
            participants.Add(Participant.Restore(
                UserId.From(reader.GetString(0)), reader.GetInt64(1), reader.GetInt32(2), Time(reader.GetInt64(3)),
                reader.GetBoolean(4), reader.GetBoolean(5), reader.GetBoolean(6), (UserStatus)reader.GetInt32(7)));
        }

        return participants;
    }

    private static Message? ReadMessage(SqliteCommand command)
    {
        using var reader = command.ExecuteReader();
        if (!reader.Read())
            return null;
        return Message.Restore(
            new MessageId(reader.GetInt64(0)),
            new ConversationId(reader.GetInt64(1)),
            reader.GetInt64(2),
            reader.GetInt64(3),
            UserId.From(reader.GetString(4)),
            reader.IsDBNull(5) ? null : ClientMessageId.From(reader.GetString(5)),
            (MessageType)reader.GetInt32(6),
            reader.GetString(7),
            reader.GetFieldValue<byte[]>(8),
            reader.IsDBNull(9) ? null : new AttachmentId(reader.GetInt64(9)),
            reader.IsDBNull(10) ? null : new MessageId(reader.GetInt64(10)),
            reader.IsDBNull(11) ? null : Time(reader.GetInt64(11)),
            reader.IsDBNull(12) ? null : Time(reader.GetInt64(12)),
            Time(reader.GetInt64(13)));
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, int parameters = 0)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
            command.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" });
        return command;
    }

    private static SqliteCommand Bind(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        return command;
    }

    private static DateTimeOffset Time(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);

    private static long Milliseconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds();

    private static long? Milliseconds(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds();
}
