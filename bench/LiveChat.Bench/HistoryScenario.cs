using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;

namespace LiveChat.Bench;

/// <summary>What a page of 50 costs in a conversation of 10,000 messages and in one of 1,000,000, at its top and deep inside; and the list of 1,000 conversations.</summary>
internal static class HistoryScenario
{
    private const int Requests = 400;
    private const int Small = 10_000;
    private const int Large = 1_000_000;
    private const int Conversations = 1_000;

    public static async Task RunAsync(Options options, CancellationToken cancellationToken)
    {
        var target = await ProductTarget.CreateAsync(options, cancellationToken);
        var directory = Directory.CreateTempSubdirectory("livechat-bench-").FullName;
        try
        {
            IReadOnlyList<Pair> pairs;
            await using (var server = await target.StartAsync(cancellationToken, directory))
                pairs = await target.PreparePairsAsync(server, 2, cancellationToken);
            Fill(directory, pairs);
            await using (var server = await target.StartAsync(cancellationToken, directory))
                Report.Print(await MeasureAsync(target, server, pairs, cancellationToken));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<List<Dictionary<string, object>>> MeasureAsync(Target target, ServerProcess server, IReadOnlyList<Pair> pairs, CancellationToken cancellationToken)
    {
        var random = new Random(1);
        var cases = new (string Name, int Messages, Pair Pair, Func<string> Path)[]
        {
            ("newest", Small, pairs[0], () => Page(pairs[0], "")),
            ("newest", Large, pairs[1], () => Page(pairs[1], "")),
            ("any depth", Small, pairs[0], () => Page(pairs[0], $"&before={random.Next(100, Small)}")),
            ("any depth", Large, pairs[1], () => Page(pairs[1], $"&before={random.Next(100, Large)}")),
            ("since revision", Small, pairs[0], () => Page(pairs[0], $"&since_revision={random.Next(0, Small - 100)}")),
            ("since revision", Large, pairs[1], () => Page(pairs[1], $"&since_revision={random.Next(0, Large - 100)}")),
            ("list", Conversations, pairs[1], () => "/api/conversations?page_size=50"),
        };

        // All are warmed up before any is measured, and measured in turns, so that neither comes first.
        var latencies = cases.Select(_ => new List<double>()).ToArray();
        for (var i = -Requests; i < Requests; i++)
        {
            for (var c = 0; c < cases.Length; c++)
            {
                using var http = new KeepAliveClient(server.Port, cases[c].Pair.SenderToken);
                await http.ConnectAsync(cancellationToken);
                var started = Stopwatch.GetTimestamp();
                if (await http.GetAsync(cases[c].Path(), cancellationToken) is not 200 and var status)
                    throw new InvalidOperationException($"A page was answered with {status}.");
                if (i >= 0)
                    latencies[c].Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            }
        }

        var rows = new List<Dictionary<string, object>>();
        for (var c = 0; c < cases.Length; c++)
        {
            latencies[c].Sort();
            rows.Add(new Dictionary<string, object>
            {
                ["scenario"] = "history",
                ["target"] = target.Name,
                ["page"] = cases[c].Name,
                ["of"] = cases[c].Messages,
                ["p50_ms"] = Report.Percentile(latencies[c], 0.5),
                ["p99_ms"] = Report.Percentile(latencies[c], 0.99),
            });
            if (cases[c].Messages == Large)
                rows[c]["against_small"] = Math.Round((double)rows[c]["p50_ms"] / (double)rows[c - 1]["p50_ms"], 2);
        }

        return rows;
    }

    private static string Page(Pair pair, string from) => $"/api/conversations/{pair.ConversationId}/messages?limit=50{from}";

    /// <summary>Writes the messages straight into the database: a million sends would measure something else.</summary>
    private static void Fill(string directory, IReadOnlyList<Pair> pairs)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "livechat.db")};Pooling=False");
        connection.Open();
        var seeded = pairs[1].ConversationId.ToString(CultureInfo.InvariantCulture);
        Execute(connection, "BEGIN");
        Execute(connection, Messages(pairs[0].ConversationId.ToString(CultureInfo.InvariantCulture), "buyer-0", Small));
        Execute(connection, Messages(seeded, "buyer-1", Large));
        Execute(connection, Copies(connection, "users", "id = 'merchant-1'", new() { ["id"] = "'shop-' || i", ["username"] = "'Shop ' || i", ["normalized_username"] = "'SHOP ' || i" }));
        Execute(connection, Copies(connection, "conversations", $"id = {seeded}", new()
        {
            ["id"] = "1000 + i", ["pair"] = "NULL", ["last_sequence"] = "0", ["revision"] = "0", ["updated_at"] = "updated_at + i",
        }));
        Execute(connection, Copies(connection, "participants", $"conversation_id = {seeded} AND user_id = 'buyer-1'", new() { ["conversation_id"] = "1000 + i" }));
        Execute(connection, Copies(connection, "participants", $"conversation_id = {seeded} AND user_id = 'merchant-1'", new() { ["conversation_id"] = "1000 + i", ["user_id"] = "'shop-' || i" }));
        Execute(connection, "COMMIT");
    }

    /// <summary>Copies one row <see cref="Conversations"/> - 1 times, numbered by <c>i</c>, with some of its columns changed.</summary>
    private static string Copies(SqliteConnection connection, string table, string where, Dictionary<string, string> changed)
    {
        var columns = new List<string>();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT name FROM pragma_table_info('{table}')";
        using var reader = command.ExecuteReader();
        while (reader.Read())
            columns.Add(reader.GetString(0));
        return $"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Conversations - 1})
            INSERT INTO {table} ({string.Join(", ", columns)})
            SELECT {string.Join(", ", columns.Select(c => changed.GetValueOrDefault(c, c)))} FROM n, {table} WHERE {where}
            """;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }

    /// <summary>The statement that fills a conversation with messages of one who sends.</summary>
    public static string Messages(string conversation, string sender, int count) => $"""
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})
        INSERT INTO messages (conversation_id, sequence, revision, sender_id, client_message_id, type, content, digest, created_at)
        SELECT {conversation}, i, i, '{sender}', 'seed-' || i, 1, '你好，请问这件外套还有 M 码的吗？ ' || i, zeroblob(16), 1700000000000 + i FROM n;
        UPDATE conversations SET last_sequence = {count}, revision = {count} WHERE id = {conversation};

        """;
}
