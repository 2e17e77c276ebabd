using LiveChat.Infrastructure.Conversations;
using Npgsql;
using static LiveChat.Infrastructure.Persistence.PostgreSql.PendingWrites;

namespace LiveChat.Infrastructure.Persistence.PostgreSql;

/// <summary>What is looked up at once. Statements for what nobody looks up are left out.</summary>
internal sealed class Lookups
{
    public HashSet<ConversationId> Conversations { get; } = [];

    public HashSet<PairKey> Pairs { get; } = [];

    /// <summary>Their conversations are looked up, too.</summary>
    public HashSet<MessageId> Messages { get; } = [];

    public HashSet<(ConversationId ConversationId, UserId SenderId, ClientMessageId ClientMessageId)> Sent { get; } = [];

    public bool HasConversations => Conversations.Count + Pairs.Count + Messages.Count > 0;

    /// <summary>
    /// The statements, as far as there is something to look up: the locks and the conversations; the messages; the messages that may have
    /// been sent before and as many places in the log.
    /// </summary>
    public void AddTo(NpgsqlBatch batch)
    {
        if (HasConversations)
        {
            Add(batch, ids => $"SELECT c.id FROM conversations c WHERE {ids} ORDER BY c.id FOR NO KEY UPDATE");
            Add(batch, ids => $"{ConversationRows.SelectConversations} WHERE {ids} ORDER BY c.id, p.joined_at, p.user_id");
        }

        if (Messages.Count > 0)
            batch.BatchCommands.Add(Command($"{ConversationRows.SelectMessages} WHERE m.id = ANY($1)", MessageIds()));
        if (Sent.Count == 0)
            return;
        batch.BatchCommands.Add(
            Command(
                $"""
                {ConversationRows.SelectMessages}
                JOIN unnest($1, $2, $3) AS s (conversation_id, sender_id, client_message_id)
                    ON m.conversation_id = s.conversation_id AND m.sender_id = s.sender_id AND m.client_message_id = s.client_message_id
                """,
                List(Sent, s => s.ConversationId.Value),
                List(Sent, s => s.SenderId.Value),
                List(Sent, s => s.ClientMessageId.Value)
            )
        );
        batch.BatchCommands.Add(Command($"SELECT nextval('{PostgreSqlEngine.LogPlaces}') FROM generate_series(1, $1)", Value(Sent.Count)));
    }

    /// <summary>A statement about the conversations, which may be known by themselves, by their pair, or by a message.</summary>
    /// <param name="sql">Takes the condition.</param>
    private void Add(NpgsqlBatch batch, Func<string, string> sql)
    {
        var command =
            Pairs.Count + Messages.Count == 0
                ? Command(sql("c.id = ANY($1)"), List(Conversations, id => id.Value))
                : Command(
                    sql(
                        """
                        c.id IN (
                            SELECT unnest($1)
                            UNION SELECT id FROM conversations WHERE pair = ANY($2)
                            UNION SELECT conversation_id FROM messages WHERE id = ANY($3))
                        """
                    ),
                    List(Conversations, id => id.Value),
                    List(Pairs, pair => pair.Value),
                    MessageIds()
                );
        batch.BatchCommands.Add(command);
    }

    private NpgsqlParameter<long[]> MessageIds() => List(Messages, id => id.Value);
}
