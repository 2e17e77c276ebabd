using System.Diagnostics;

namespace LiveChat.Bench;

/// <summary>
/// What a page of 50 costs in a conversation of 10,000 messages and in one of 1,000,000, at its top and deep inside; and the list of 1,000
/// conversations.
/// </summary>
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

    private static async Task<List<Dictionary<string, object>>> MeasureAsync(
        Target target,
        ServerProcess server,
        IReadOnlyList<Pair> pairs,
        CancellationToken cancellationToken
    )
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
            rows.Add(
                new Dictionary<string, object>
                {
                    ["scenario"] = "history",
                    ["target"] = target.Name,
                    ["page"] = cases[c].Name,
                    ["of"] = cases[c].Messages,
                    ["p50_ms"] = Report.Percentile(latencies[c], 0.5),
                    ["p99_ms"] = Report.Percentile(latencies[c], 0.99),
                }
            );
            if (cases[c].Messages == Large)
                rows[c]["against_small"] = Math.Round((double)rows[c]["p50_ms"] / (double)rows[c - 1]["p50_ms"], 2);
        }

        return rows;
    }

    private static string Page(Pair pair, string from) => $"/api/conversations/{pair.ConversationId}/messages?limit=50{from}";

    private static void Fill(string directory, IReadOnlyList<Pair> pairs)
    {
        var seeded = pairs[1].ConversationId;
        var numbers = $"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Conversations} - 1)";
        Seed.Write(
            directory,
            Seed.Messages(pairs[0].ConversationId, "buyer-0", Small),
            Seed.Messages(seeded, "buyer-1", Large),
            $"""
            {numbers} INSERT INTO users (id, username, normalized_username, role, status, description, created_at)
            SELECT 'shop-' || i, 'Shop ' || i, 'SHOP ' || i, role, status, description, users.created_at
            FROM n, users WHERE id = 'merchant-1'
            """,
            $"""
            {numbers} INSERT INTO conversations (id, type, last_sequence, revision, created_at, updated_at)
            SELECT 1000 + i, type, 0, 0, created_at, updated_at + i FROM n, conversations WHERE id = {seeded}
            """,
            $"""
            {numbers}
            INSERT INTO participants
                (conversation_id, user_id, last_read_sequence, unread_count, joined_at, is_pinned, is_muted, is_marked_unread)
            SELECT 1000 + i, CASE user_id WHEN 'merchant-1' THEN 'shop-' || i ELSE user_id END, 0, 0, joined_at, 0, 0, 0
            FROM n, participants WHERE conversation_id = {seeded}
            """
        );
    }
}
