using LiveChat.Infrastructure.Conversations;
using Npgsql;
using static LiveChat.Infrastructure.Conversations.ConversationRows;

namespace LiveChat.Infrastructure.Persistence.PostgreSql;

/// <summary>
/// What a batch of the writer stores, gathered to be sent at once. Rows of the kinds that there are many of go in one statement for each
/// kind, with a list for each column.
/// </summary>
internal sealed class PendingWrites
{
    private readonly List<Conversation> _newConversations = [];
    private readonly List<Message> _newMessages = [];
    private readonly List<NpgsqlBatchCommand> _others = [];
    private readonly List<(string Type, string Data, DateTimeOffset CreatedAt)> _events = [];
    private readonly List<Conversation> _changedConversations = [];
    private readonly List<(ConversationId ConversationId, Participant Participant)> _changedParticipants = [];

    public void Insert(Conversation conversation) => _newConversations.Add(conversation);

    public void Insert(Message message) => _newMessages.Add(message);

    public void InsertEvent(string type, string data, DateTimeOffset createdAt) => _events.Add((type, data, createdAt));

    public void Insert(AuditEntry entry) =>
        Add(
            "INSERT INTO audit_log (actor_id, action, target, detail, address, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
            Value(entry.ActorId?.Value),
            Value((int)entry.Action),
            Value(entry.Target),
            Value(AuditFacts.Write(entry.Detail)),
            Value(entry.Address),
            Value(Milliseconds(entry.CreatedAt))
        );

    public void Update(Conversation conversation) => _changedConversations.Add(conversation);

    public void Update(ConversationId conversationId, Participant participant) => _changedParticipants.Add((conversationId, participant));

    public void Update(Message message) =>
        Add(
            "UPDATE messages SET revision = $2, content = $3, recalled_at = $4, removed_at = $5 WHERE id = $1",
            Value(message.Id.Value),
            Value(message.Revision),
            Value(message.Content),
            Value(Milliseconds(message.RecalledAt)),
            Value(Milliseconds(message.RemovedAt))
        );

    public void Update(Attachment attachment) =>
        Add(
            "UPDATE attachments SET message_id = $2, withdrawn_at = $3, is_kept = $4, sealed_at = $5 WHERE id = $1",
            Value(attachment.Id.Value),
            Value(attachment.MessageId?.Value),
            Value(Milliseconds(attachment.WithdrawnAt)),
            Value(attachment.IsKept),
            Value(Milliseconds(attachment.SealedAt))
        );

    public void Add(string sql, params ReadOnlySpan<NpgsqlParameter> parameters) => _others.Add(Command(sql, parameters));

    /// <summary>
    /// Hands over what has been gathered, so that nothing comes before what it refers to: conversations, their messages, what these bring
    /// along, and then where the conversations stand.
    /// </summary>
    public void MoveTo(NpgsqlBatch batch)
    {
        foreach (var conversation in _newConversations)
            AddNew(batch, conversation);
        if (_newMessages.Count > 0)
            batch.BatchCommands.Add(InsertMessages());
        foreach (var command in _others)
            batch.BatchCommands.Add(command);
        if (_events.Count > 0)
            batch.BatchCommands.Add(InsertEvents());
        if (_changedConversations.Count > 0)
            batch.BatchCommands.Add(UpdateConversations());
        if (_changedParticipants.Count > 0)
            batch.BatchCommands.Add(UpdateParticipants());
        _newConversations.Clear();
        _newMessages.Clear();
        _others.Clear();
        _events.Clear();
        _changedConversations.Clear();
        _changedParticipants.Clear();
    }

    private static void AddNew(NpgsqlBatch batch, Conversation conversation)
    {
        batch.BatchCommands.Add(
            Command(
                """
                INSERT INTO conversations (id, type, title, pair, last_sequence, revision, created_at, updated_at, answered_sequence)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)
                """,
                Value(conversation.Id.Value),
                Value((int)conversation.Type),
                Value(conversation.Title),
                Value(conversation.Pair?.Value),
                Value(conversation.LastSequence),
                Value(conversation.Revision),
                Value(Milliseconds(conversation.CreatedAt)),
                Value(Milliseconds(conversation.UpdatedAt))
            )
        );
        foreach (var p in conversation.Participants)
            batch.BatchCommands.Add(
                Command(
                    """
                    INSERT INTO participants
                        (conversation_id, user_id, last_read_sequence, unread_count, joined_at, is_pinned, is_muted, is_marked_unread, is_done)
                    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, FALSE)
                    """,
                    Value(conversation.Id.Value),
                    Value(p.UserId.Value),
                    Value(p.LastReadSequence),
                    Value(p.UnreadCount),
                    Value(Milliseconds(p.JoinedAt)),
                    Value(p.IsPinned),
                    Value(p.IsMuted),
                    Value(p.IsMarkedUnread)
                )
            );
    }

    private NpgsqlBatchCommand InsertMessages() =>
        Command(
            """
            INSERT INTO messages
                (id, conversation_id, sequence, revision, sender_id, client_message_id, type, content, digest, attachment_id, reply_to_id, created_at)
            SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """,
            List(_newMessages, m => m.Id.Value),
            List(_newMessages, m => m.ConversationId.Value),
            List(_newMessages, m => m.Sequence),
            List(_newMessages, m => m.Revision),
            List(_newMessages, m => m.SenderId.Value),
            List(_newMessages, m => m.ClientMessageId?.Value),
            List(_newMessages, m => (int)m.Type),
            List(_newMessages, m => m.Content),
            List(_newMessages, m => m.Digest),
            List(_newMessages, m => m.AttachmentId?.Value),
            List(_newMessages, m => m.ReplyToId?.Value),
            List(_newMessages, m => Milliseconds(m.CreatedAt))
        );

    private NpgsqlBatchCommand InsertEvents() =>
        Command(
            $"""
            INSERT INTO events (id, after_message_id, type, data, created_at)
            SELECT place, place, type, data, created_at
            FROM (
                SELECT nextval('{PostgreSqlEngine.LogPlaces}') AS place, e.*
                FROM (SELECT * FROM unnest($1, $2, $3) WITH ORDINALITY AS e (type, data, created_at, number) ORDER BY number) AS e
            ) AS placed
            """,
            List(_events, e => e.Type),
            List(_events, e => e.Data),
            List(_events, e => Milliseconds(e.CreatedAt))
        );

    private NpgsqlBatchCommand UpdateConversations() =>
        Command(
            """
            UPDATE conversations AS c
            SET last_sequence = v.last_sequence, revision = v.revision, updated_at = v.updated_at, answered_sequence = v.answered_sequence,
                waiting_sequence = v.waiting_sequence, waiting_user_id = v.waiting_user_id, waiting_since = v.waiting_since
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8)
                AS v (id, last_sequence, revision, updated_at, answered_sequence, waiting_sequence, waiting_user_id, waiting_since)
            WHERE c.id = v.id
            """,
            List(_changedConversations, c => c.Id.Value),
            List(_changedConversations, c => c.LastSequence),
            List(_changedConversations, c => c.Revision),
            List(_changedConversations, c => Milliseconds(c.UpdatedAt)),
            List(_changedConversations, c => c.AnsweredSequence),
            List(_changedConversations, c => c.WaitingSequence),
            List(_changedConversations, c => c.WaitingUserId?.Value),
            List(_changedConversations, c => Milliseconds(c.WaitingSince))
        );

    private NpgsqlBatchCommand UpdateParticipants() =>
        Command(
            """
            UPDATE participants AS p
            SET last_read_sequence = v.last_read_sequence, unread_count = v.unread_count, is_pinned = v.is_pinned, is_muted = v.is_muted,
                is_marked_unread = v.is_marked_unread, is_done = v.is_done, snoozed_until = v.snoozed_until
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9)
                AS v (conversation_id, user_id, last_read_sequence, unread_count, is_pinned, is_muted, is_marked_unread, is_done, snoozed_until)
            WHERE p.conversation_id = v.conversation_id AND p.user_id = v.user_id
            """,
            List(_changedParticipants, p => p.ConversationId.Value),
            List(_changedParticipants, p => p.Participant.UserId.Value),
            List(_changedParticipants, p => p.Participant.LastReadSequence),
            List(_changedParticipants, p => p.Participant.UnreadCount),
            List(_changedParticipants, p => p.Participant.IsPinned),
            List(_changedParticipants, p => p.Participant.IsMuted),
            List(_changedParticipants, p => p.Participant.IsMarkedUnread),
            List(_changedParticipants, p => p.Participant.IsDone),
            List(_changedParticipants, p => Milliseconds(p.Participant.SnoozedUntil))
        );

    /// <summary>A statement with its values by place, <c>$1</c> first.</summary>
    public static NpgsqlBatchCommand Command(string sql, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter);
        return command;
    }

    public static NpgsqlParameter<T> Value<T>(T value) => new() { TypedValue = value };

    /// <summary>A column of rows.</summary>
    public static NpgsqlParameter<T[]> List<TRow, T>(IReadOnlyCollection<TRow> rows, Func<TRow, T> column) =>
        Value(rows.Select(column).ToArray());
}
