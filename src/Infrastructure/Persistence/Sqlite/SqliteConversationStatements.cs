using LiveChat.Infrastructure.Conversations;
using static LiveChat.Infrastructure.Conversations.ConversationRows;

namespace LiveChat.Infrastructure.Persistence.Sqlite;

/// <summary>The writer's SQL for SQLite, prepared once for each connection.</summary>
internal sealed class SqliteConversationStatements(PreparedStatements prepared) : IConversationStatements, IDisposable
{
    private long _lastConversationId;
    private long _lastMessageId;
    private long? _lastStoredMessageId;

    private readonly PreparedStatement _begin = prepared.Prepare("BEGIN IMMEDIATE");
    private readonly PreparedStatement _commit = prepared.Prepare("COMMIT");
    private readonly PreparedStatement _rollback = prepared.Prepare("ROLLBACK");

    private readonly PreparedStatement _findConversation = prepared.Prepare($"{ConversationRows.SelectConversations} WHERE c.id = ?1");
    private readonly PreparedStatement _findConversationByPair = prepared.Prepare(
        $"{ConversationRows.SelectConversations} WHERE c.pair = ?1"
    );

    private readonly PreparedStatement _findMessage = prepared.Prepare($"{ConversationRows.SelectMessages} WHERE m.id = ?1");

    private readonly PreparedStatement _findMessageByClientId = prepared.Prepare(
        $"{ConversationRows.SelectMessages} WHERE m.conversation_id = ?1 AND m.sender_id = ?2 AND m.client_message_id = ?3"
    );

    private readonly PreparedStatement _countUnread = prepared.Prepare(
        """
        SELECT COUNT(*) FROM messages
        WHERE conversation_id = ?1 AND sequence > ?3 AND sender_id <> ?2 AND recalled_at IS NULL AND removed_at IS NULL
        """
    );

    private readonly PreparedStatement _findStanding = prepared.Prepare(
        $"""
        {ConversationRows.SelectMessages}
        WHERE m.conversation_id = ?1 AND m.sequence > ?2 AND m.id IS NOT ?3 AND m.recalled_at IS NULL AND m.removed_at IS NULL
        ORDER BY m.sequence LIMIT 1
        """
    );

    private readonly PreparedStatement _findAnswer = prepared.Prepare(
        """
        SELECT COALESCE((
            SELECT m.sequence FROM messages m JOIN users u ON u.id = m.sender_id
            WHERE m.conversation_id = ?1 AND m.sequence < ?3 AND m.recalled_at IS NULL AND m.removed_at IS NULL AND u.role <> ?2
            ORDER BY m.sequence DESC LIMIT 1), 0)
        """
    );

    private readonly PreparedStatement _insertConversation = prepared.Prepare(
        """
        INSERT INTO conversations (id, type, title, pair, last_sequence, revision, created_at, updated_at, answered_sequence)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)
        """
    );

    private readonly PreparedStatement _insertParticipant = prepared.Prepare(
        """
        INSERT INTO participants (conversation_id, user_id, last_read_sequence, unread_count, joined_at, is_pinned, is_muted, is_marked_unread, is_done)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, FALSE)
        """
    );

    private readonly PreparedStatement _insertMessage = prepared.Prepare(
        """
        INSERT INTO messages (id, conversation_id, sequence, revision, sender_id, client_message_id, type, content, digest, attachment_id, reply_to_id, created_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        """
    );

    private readonly PreparedStatement _updateMessage = prepared.Prepare(
        "UPDATE messages SET revision = ?2, content = ?3, recalled_at = ?4, removed_at = ?5 WHERE id = ?1"
    );

    private readonly PreparedStatement _updateConversation = prepared.Prepare(
        """
        UPDATE conversations
        SET last_sequence = ?2, revision = ?3, updated_at = ?4, answered_sequence = ?5, waiting_sequence = ?6, waiting_user_id = ?7, waiting_since = ?8
        WHERE id = ?1
        """
    );

    private readonly PreparedStatement _updateParticipant = prepared.Prepare(
        """
        UPDATE participants
        SET last_read_sequence = ?3, unread_count = ?4, is_pinned = ?5, is_muted = ?6, is_marked_unread = ?7, is_done = ?8, snoozed_until = ?9
        WHERE conversation_id = ?1 AND user_id = ?2
        """
    );

    private readonly PreparedStatement _findAttachment = prepared.Prepare($"{ConversationRows.SelectAttachments} WHERE a.id = ?1");

    private readonly PreparedStatement _updateAttachment = prepared.Prepare(
        "UPDATE attachments SET message_id = ?2, withdrawn_at = ?3, is_kept = ?4, sealed_at = ?5 WHERE id = ?1"
    );

    /// <summary>SQLite keeps the highest id that each table ever had.</summary>
    private readonly PreparedStatement _findLastId = prepared.Prepare("SELECT COALESCE(MAX(seq), 0) FROM sqlite_sequence WHERE name = ?1");

    private readonly PreparedStatement _insertSealed = prepared.Prepare(
        "INSERT INTO sealed_messages (message_id, content) VALUES (?1, ?2)"
    );
    private readonly PreparedStatement _findSealed = prepared.Prepare("SELECT content FROM sealed_messages WHERE message_id = ?1");
    private readonly PreparedStatement _deleteSealed = prepared.Prepare("DELETE FROM sealed_messages WHERE message_id = ?1");

    private readonly PreparedStatement _insertAuditEntry = prepared.Prepare(
        "INSERT INTO audit_log (actor_id, action, target, detail, address, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    );

    private readonly PreparedStatement _insertEvent = prepared.Prepare(
        "INSERT INTO events (after_message_id, type, data, created_at) VALUES (?1, ?2, ?3, ?4)"
    );

    private readonly PreparedStatement _findUser = prepared.Prepare($"{ConversationRows.SelectUsers} WHERE u.id = ?1");

    public void Begin()
    {
        _begin.Run();
        (_lastConversationId, _lastMessageId, _lastStoredMessageId) = (0, 0, null);
    }

    public void Commit() => _commit.Run();

    public void Rollback() => _rollback.Run();

    public Conversation? FindConversation(ConversationId id) => ReadConversation(_findConversation.Query(id.Value));

    public Conversation? FindConversation(PairKey pair) => ReadConversation(_findConversationByPair.Query(pair.Value));

    public Message? FindMessage(MessageId id) => ReadMessage(_findMessage.Query(id.Value));

    public Message? FindMessage(ConversationId conversationId, UserId senderId, ClientMessageId clientMessageId) =>
        ReadMessage(_findMessageByClientId.Query(conversationId.Value, senderId.Value, clientMessageId.Value));

    public int CountUnread(ConversationId conversationId, UserId readerId, long afterSequence) =>
        (int)_countUnread.RunForNumber(conversationId.Value, readerId.Value, afterSequence);

    public Message? FindStanding(ConversationId conversationId, long afterSequence, MessageId? except) =>
        ReadMessage(_findStanding.Query(conversationId.Value, afterSequence, except?.Value));

    public long FindAnswer(ConversationId conversationId, UserRole asking, long beforeSequence) =>
        _findAnswer.RunForNumber(conversationId.Value, (int)asking, beforeSequence);

    public User? FindUser(UserId id)
    {
        using var row = _findUser.Query(id.Value);
        return row.Read() ? ConversationRows.ReadUser(row) : null;
    }

    public Attachment? FindAttachment(AttachmentId id)
    {
        using var row = _findAttachment.Query(id.Value);
        return row.Read() ? ConversationRows.ReadAttachment(row) : null;
    }

    public void Update(Attachment a) =>
        _updateAttachment.Run(a.Id.Value, a.MessageId?.Value, Milliseconds(a.WithdrawnAt), a.IsKept, Milliseconds(a.SealedAt));

    public ConversationId NextConversationId() => new(_lastConversationId = Next(_lastConversationId, "conversations"));

    public MessageId NextMessageId() => new(_lastMessageId = Next(_lastMessageId, "messages"));

    public void InsertSealed(MessageId id, byte[] content) => _insertSealed.Run(id.Value, content);

    public byte[]? FindSealed(MessageId id)
    {
        using var row = _findSealed.Query(id.Value);
        return row.Read() ? row.Bytes(0) : null;
    }

    public void DeleteSealed(MessageId id) => _deleteSealed.Run(id.Value);

    public void Insert(Conversation conversation)
    {
        _insertConversation.Run(
            conversation.Id.Value,
            (int)conversation.Type,
            conversation.Title,
            conversation.Pair?.Value,
            conversation.LastSequence,
            conversation.Revision,
            Milliseconds(conversation.CreatedAt),
            Milliseconds(conversation.UpdatedAt)
        );
        foreach (var p in conversation.Participants)
            _insertParticipant.Run(
                conversation.Id.Value,
                p.UserId.Value,
                p.LastReadSequence,
                p.UnreadCount,
                Milliseconds(p.JoinedAt),
                p.IsPinned,
                p.IsMuted,
                p.IsMarkedUnread
            );
    }

    public void Insert(Message message)
    {
        _lastStoredMessageId = message.Id.Value;
        _insertMessage.Run(
            message.Id.Value,
            message.ConversationId.Value,
            message.Sequence,
            message.Revision,
            message.SenderId.Value,
            message.ClientMessageId?.Value,
            (int)message.Type,
            message.Content,
            message.Digest,
            message.AttachmentId?.Value,
            message.ReplyToId?.Value,
            Milliseconds(message.CreatedAt)
        );
    }

    public void Update(Message message) =>
        _updateMessage.Run(
            message.Id.Value,
            message.Revision,
            message.Content,
            Milliseconds(message.RecalledAt),
            Milliseconds(message.RemovedAt)
        );

    public void Update(Conversation conversation) =>
        _updateConversation.Run(
            conversation.Id.Value,
            conversation.LastSequence,
            conversation.Revision,
            Milliseconds(conversation.UpdatedAt),
            conversation.AnsweredSequence,
            conversation.WaitingSequence,
            conversation.WaitingUserId?.Value,
            Milliseconds(conversation.WaitingSince)
        );

    public void Update(ConversationId conversationId, Participant p) =>
        _updateParticipant.Run(
            conversationId.Value,
            p.UserId.Value,
            p.LastReadSequence,
            p.UnreadCount,
            p.IsPinned,
            p.IsMuted,
            p.IsMarkedUnread,
            p.IsDone,
            Milliseconds(p.SnoozedUntil)
        );

    public void InsertEvent(string type, string data, DateTimeOffset createdAt, MessageId? before) =>
        _insertEvent.Run(
            before?.Value - 1 ?? (_lastStoredMessageId ??= _findLastId.RunForNumber("messages")),
            type,
            data,
            Milliseconds(createdAt)
        );

    public void Insert(AuditEntry entry) =>
        _insertAuditEntry.Run(
            entry.ActorId?.Value,
            (int)entry.Action,
            entry.Target,
            AuditFacts.Write(entry.Detail),
            entry.Address,
            Milliseconds(entry.CreatedAt)
        );

    public void Dispose() => prepared.Dispose();

    private static Conversation? ReadConversation(PreparedStatement.Rows row)
    {
        using (row)
        {
            if (!row.Read())
                return null;
            var participants = new List<Participant>(2);
            var header = ReadHeader(row);
            do
            {
                participants.Add(ReadParticipant(row));
            } while (row.Read());

            return header.With(participants);
        }
    }

    private static Message? ReadMessage(PreparedStatement.Rows row)
    {
        using (row)
            return row.Read() ? ConversationRows.ReadMessage(row) : null;
    }

    /// <summary>The store is asked once for each transaction, inside which nobody else can take an id.</summary>
    private long Next(long last, string table) => (last == 0 ? _findLastId.RunForNumber(table) : last) + 1;
}
