using LiveChat.Infrastructure.Conversations;
using Npgsql;
using static LiveChat.Infrastructure.Persistence.PostgreSql.PendingWrites;

namespace LiveChat.Infrastructure.Persistence.PostgreSql;

/// <summary>What is fetched for a whole batch at once.</summary>
internal sealed partial class PostgreSqlConversationStatements
{
    /// <summary>The conversations that are looked up: by themselves, by their pair, or by a message.</summary>
    private const string Wanted = """
        SELECT unnest($1)
        UNION SELECT id FROM conversations WHERE pair = ANY($2)
        UNION SELECT conversation_id FROM messages WHERE id = ANY($3)
        """;

    /// <summary>
    /// Rows are looked up by their keys alone. Of a table that has grown since its last statistics the planner believes that it is small, and
    /// would read it whole.
    /// </summary>
    private const string BeginTransaction = """
        SELECT pg_current_xact_id()::text, set_config('synchronous_commit', $1, true), set_config('enable_seqscan', 'off', true),
            set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true), set_config('jit', 'off', true)
        """;

    /// <summary>
    /// Locks conversations and reads what was asked for. All that is read comes after the locks, in statements of their own: a statement
    /// that waited for a lock still sees everything else as it was before.
    /// </summary>
    private void Load(
        ConversationId[] conversations,
        PairKey[] pairs,
        MessageId[] messages,
        (ConversationId ConversationId, UserId SenderId, ClientMessageId ClientMessageId)[] sent
    )
    {
        Flush();
        // Places that were taken before a lock may lie below those of messages that were committed until the lock was given.
        _places.Clear();
        using var batch = new NpgsqlBatch(connection, _transaction);
        var ids = conversations.Select(id => id.Value).ToArray();
        var keys = pairs.Select(pair => pair.Value).ToArray();
        var messageIds = messages.Select(id => id.Value).ToArray();
        // The transaction has its number before it takes a place in the log (PostgreSqlEngine.FindLogEndAsync).
        Add(BeginTransaction, Value(synchronousCommit));
        Add(
            $"SELECT id FROM conversations WHERE id IN ({Wanted}) ORDER BY id FOR NO KEY UPDATE",
            Value(ids),
            Value(keys),
            Value(messageIds)
        );
        Add(
            $"{ConversationRows.SelectConversations} WHERE c.id IN ({Wanted}) ORDER BY c.id, p.joined_at, p.user_id",
            Value(ids),
            Value(keys),
            Value(messageIds)
        );
        Add($"{ConversationRows.SelectMessages} WHERE m.id = ANY($1)", Value(messageIds));
        Add(
            $"""
            {ConversationRows.SelectMessages}
            JOIN unnest($1, $2, $3) AS s (conversation_id, sender_id, client_message_id)
                ON m.conversation_id = s.conversation_id AND m.sender_id = s.sender_id AND m.client_message_id = s.client_message_id
            """,
            Value(sent.Select(s => s.ConversationId.Value).ToArray()),
            Value(sent.Select(s => s.SenderId.Value).ToArray()),
            Value(sent.Select(s => s.ClientMessageId.Value).ToArray())
        );
        Add($"SELECT nextval('{PostgreSqlEngine.LogPlaces}') FROM generate_series(1, $1)", Value(sent.Length));

        using var reader = batch.ExecuteReader();
        var row = new PostgreSqlRow(reader);
        reader.NextResult();
        reader.NextResult();
        ReadConversations(reader, row, conversations, pairs);
        reader.NextResult();
        foreach (var id in messages)
            _messages[id] = null;
        while (reader.Read())
        {
            var message = ConversationRows.ReadMessage(row);
            _messages[message.Id] = message;
        }

        reader.NextResult();
        foreach (var key in sent)
            _sent[key] = null;
        while (reader.Read())
        {
            var message = ConversationRows.ReadMessage(row);
            _sent[(message.ConversationId, message.SenderId, message.ClientMessageId!.Value)] = message;
        }

        reader.NextResult();
        while (reader.Read())
            _places.Enqueue(row.Number(0));

        void Add(string sql, params ReadOnlySpan<NpgsqlParameter> parameters) => batch.BatchCommands.Add(Command(sql, parameters));
    }

    private void ReadConversations(NpgsqlDataReader reader, PostgreSqlRow row, ConversationId[] conversations, PairKey[] pairs)
    {
        foreach (var id in conversations)
            _conversations.TryAdd(id, null);
        foreach (var pair in pairs)
            _pairs.TryAdd(pair, null);
        ConversationHeader header = default;
        List<Participant> participants = [];
        while (reader.Read())
        {
            var next = ConversationRows.ReadHeader(row);
            if (next.Id != header.Id)
                Take();
            header = next;
            participants.Add(ConversationRows.ReadParticipant(row));
        }

        Take();

        void Take()
        {
            // One that this transaction has handed out already has changed since.
            if (participants.Count > 0 && _locked.Add(header.Id))
            {
                var conversation = header.With(participants);
                _conversations[conversation.Id] = conversation;
                if (conversation.Pair is { } pair)
                    _pairs[pair] = conversation;
            }

            participants = [];
        }
    }
}

/// <summary>The row at which a reader stands.</summary>
internal readonly struct PostgreSqlRow(NpgsqlDataReader reader) : IStoredRow
{
    public bool IsNull(int column) => reader.IsDBNull(column);

    public long Number(int column) => reader.GetInt64(column);

    public bool Flag(int column) => reader.GetBoolean(column);

    public string Text(int column) => reader.GetString(column);

    public byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);
}
