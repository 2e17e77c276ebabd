namespace LiveChat.Bench;

/// <summary>
/// Measures <c>send</c> with one, two and three nodes on this machine. Each receiver is connected to another node than the sender, so that
/// the figures show what another node costs, and how long a push takes over Redis.
/// </summary>
internal static class ClusterScenario
{
    private const int MostNodes = 3;

    /// <summary>Messages a second at which nothing waits for the processor.</summary>
    private const int CalmRate = 200;

    public static async Task RunAsync(Options options, CancellationToken cancellationToken)
    {
        var target = await ProductTarget.CreateAsync(options, cancellationToken);
        var rows = new List<Dictionary<string, object>>();
        for (var count = 1; count <= MostNodes; count++)
        {
            foreach (var rate in (int[])[0, CalmRate])
            {
                await using var nodes = await MeasuredNodes.StartAsync(target, count, cancellationToken);
                var run = new SendRun(options with { Deaf = 0, Rate = rate });
                var row = await run.MeasureAsync(target, nodes.Servers, cancellationToken);
                row["scenario"] = "cluster";
                row["nodes"] = count;
                rows.Add(row);
            }
        }

        Report.Print(rows);
    }
}
