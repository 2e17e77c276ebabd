namespace LiveChat.Bench;

/// <summary>What connections that do not read cost those that do: the same pairs with and without such tabs beside the receivers.</summary>
internal static class SlowScenario
{
    public static async Task RunAsync(Options options, CancellationToken cancellationToken)
    {
        var target = await ProductTarget.CreateAsync(options, cancellationToken);
        var rows = new List<Dictionary<string, object>>();
        foreach (var deaf in (int[])[0, options.Deaf])
        {
            await using var server = await target.StartAsync(cancellationToken);
            var run = new SendRun(options with { Deaf = deaf });
            var row = await run.MeasureAsync(target, [server], cancellationToken);
            row["scenario"] = "slow";
            row["deaf"] = deaf;
            row["cut"] = run.Cut;
            row["server_mb"] = Math.Round(server.Memory / 1e6);
            rows.Add(row);
        }

        Report.Print(rows);
    }
}
