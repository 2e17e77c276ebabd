using Microsoft.Data.Sqlite;

namespace LiveChat.Bench;

/// <summary>Writes rows straight into the database of a server that is stopped: a million sends would measure something else.</summary>
internal static class Seed
{
    /// <summary>Runs the statements in one transaction.</summary>
    public static void Write(string directory, params IEnumerable<string> statements)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "livechat.db")};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        foreach (var statement in statements)
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            command.CommandTimeout = 0;
            command.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>The statement that fills a conversation with messages of one who sends.</summary>
    public static string Messages(long conversation, string sender, int count) =>
        $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
            INSERT INTO messages (conversation_id, sequence, revision, sender_id, client_message_id, type, content, digest, created_at)
            SELECT {conversation}, i, i, '{sender}', 'seed-' || i, 1, '你好，请问这件外套还有 M 码的吗？ ' || i,
                zeroblob(16), 1700000000000 + i
            FROM n;
            UPDATE conversations SET last_sequence = {count}, revision = {count} WHERE id = {conversation};

            """;
}
