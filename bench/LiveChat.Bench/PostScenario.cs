using System.Diagnostics;

namespace LiveChat.Bench;

/// <summary>REST sends by clients that keep their connection, each with one request under way.</summary>
internal static class PostScenario
{
    private const int WarmUpSeconds = 6;
    private const string Content = "你好，请问这件外套还有 M 码的吗？ Is it still in stock?";

    public static async Task RunAsync(Options options, CancellationToken cancellationToken)
    {
        var rows = new List<Dictionary<string, object>>();
        foreach (var target in await Target.AllAsync(options, cancellationToken))
        {
            await using var server = await target.StartAsync(cancellationToken);
            var pairs = await target.PreparePairsAsync(server, options.Clients, cancellationToken);
            rows.Add(await MeasureAsync(options, target, server, pairs, cancellationToken));
        }

        if (rows.Count == 2 && Report.Share((double)rows[0]["per_second"], (double)rows[1]["per_second"]) is { } share)
            rows[0]["share_of_ceiling"] = share;
        Report.Print(rows);
    }

    private static async Task<Dictionary<string, object>> MeasureAsync(
        Options options,
        Target target,
        ServerProcess server,
        IReadOnlyList<Pair> pairs,
        CancellationToken cancellationToken
    )
    {
        var started = Stopwatch.GetTimestamp();
        var measureFrom = started + (WarmUpSeconds * Stopwatch.Frequency);
        var end = measureFrom + (options.Seconds * Stopwatch.Frequency);
        var latencies = await Task.WhenAll(
            pairs.Select(
                (pair, i) => Task.Run(() => PostUntilAsync(server, pair, i, measureFrom, end, cancellationToken), cancellationToken)
            )
        );
        var sorted = latencies.SelectMany(l => l).Order().ToList();
        return new Dictionary<string, object>
        {
            ["scenario"] = "post",
            ["target"] = target.Name,
            ["clients"] = options.Clients,
            ["per_second"] = Math.Round((double)sorted.Count / options.Seconds),
            ["p50_ms"] = Report.Percentile(sorted, 0.5),
            ["p99_ms"] = Report.Percentile(sorted, 0.99),
        };
    }

    private static async Task<List<double>> PostUntilAsync(
        ServerProcess server,
        Pair pair,
        int client,
        long measureFrom,
        long end,
        CancellationToken cancellationToken
    )
    {
        using var http = new KeepAliveClient(server.Port, pair.SenderToken);
        await http.ConnectAsync(cancellationToken);
        var path = $"/api/conversations/{pair.ConversationId}/messages";
        var latencies = new List<double>();
        for (var i = 0; ; i++)
        {
            var sentAt = Stopwatch.GetTimestamp();
            var status = await http.PostAsync(
                path,
                $$"""{"client_message_id":"{{client}}-{{i}}","type":"text","content":"{{Content}}"}""",
                cancellationToken
            );
            if (status != 201)
                throw new InvalidOperationException($"A send was answered with {status}.");
            var now = Stopwatch.GetTimestamp();
            if (now > end)
                return latencies;
            if (now > measureFrom)
                latencies.Add(Stopwatch.GetElapsedTime(sentAt, now).TotalMilliseconds);
        }
    }
}
