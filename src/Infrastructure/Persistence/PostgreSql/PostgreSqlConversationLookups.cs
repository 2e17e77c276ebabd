using LiveChat.Infrastructure.Conversations;
using Npgsql;
using static LiveChat.Infrastructure.Persistence.PostgreSql.PendingWrites;

namespace LiveChat.Infrastructure.Persistence.PostgreSql;

/// <summary>What is fetched for a whole batch at once.</summary>
internal sealed partial class PostgreSqlConversationStatements
{
    /// <summary>
    /// Rows are looked up by their keys alone, and always by the same plan. Of a table that has grown since its last statistics the planner
    /// believes that it is small, and would read it whole.
    /// </summary>
    private const string LookUpByKeys = """
        set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
            set_config('plan_cache_mode', 'force_generic_plan', true), set_config('jit', 'off', true)
        """;

    /// <summary>Begins the transaction, with what its mutations are expected to look up.</summary>
    /// <param name="firstStatement">See <see cref="PostgreSqlDatabase.FirstStatement"/>.</param>
    public void Begin(string firstStatement, IEnumerable<ExpectedLookups> expected)
    {
        var lookups = new Lookups();
        foreach (var lookup in expected)
        {
            lookups.Conversations.UnionWith(lookup.Conversations);
            lookups.Messages.UnionWith(lookup.Messages);
            if (lookup.Pair is { } pair)
                lookups.Pairs.Add(pair);
            if (lookup.Sent is { } sent)
                lookups.Sent.Add(sent);
        }

        Load(lookups, $"{firstStatement}, {LookUpByKeys}");
    }

    /// <summary>
    /// Locks conversations and reads what is looked up. All that is read comes after the locks, in statements of their own: a statement
    /// that waited for a lock still sees everything else as it was before.
    /// </summary>
    /// <param name="firstStatement">That of a transaction that is to be begun; null in one that is under way.</param>
    private void Load(Lookups lookups, string? firstStatement = null)
    {
        Flush();
        // Places that were taken before a lock may lie below those of messages that were committed until the lock was given.
        _places.Clear();
        using var batch = connection.CreateBatch();
        if (firstStatement is not null)
        {
            batch.BatchCommands.Add(Command("BEGIN ISOLATION LEVEL READ COMMITTED"));
            batch.BatchCommands.Add(Command(firstStatement));
        }

        lookups.AddTo(batch);
        using var reader = connection.Read(batch);
        if (firstStatement is not null)
            reader.NextResult();
        var row = new PostgreSqlRow(reader);
        if (lookups.HasConversations)
        {
            reader.NextResult();
            ReadConversations(reader, row, lookups);
            reader.NextResult();
        }

        if (lookups.Messages.Count > 0)
        {
            foreach (var id in lookups.Messages)
                _messages[id] = null;
            while (reader.Read())
            {
                var message = ConversationRows.ReadMessage(row);
                _messages[message.Id] = message;
            }

            reader.NextResult();
        }

        if (lookups.Sent.Count > 0)
        {
            foreach (var key in lookups.Sent)
                _sent[key] = null;
            while (reader.Read())
            {
                var message = ConversationRows.ReadMessage(row);
                _sent[(message.ConversationId, message.SenderId, message.ClientMessageId!.Value)] = message;
            }

            reader.NextResult();
            while (reader.Read())
                _places.Enqueue(row.Number(0));
        }
    }

    private void ReadConversations(NpgsqlDataReader reader, PostgreSqlRow row, Lookups lookups)
    {
        foreach (var id in lookups.Conversations)
            _conversations.TryAdd(id, null);
        foreach (var pair in lookups.Pairs)
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
