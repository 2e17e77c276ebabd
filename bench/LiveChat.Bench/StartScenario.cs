namespace LiveChat.Bench;

/// <summary>From the start of the published process to its first answer that it is ready, with a database that exists.</summary>
internal static class StartScenario
{
    public static async Task RunAsync(Options options, CancellationToken cancellationToken)
    {
        var target = await ProductTarget.CreateAsync(options, cancellationToken);
        var directory = Directory.CreateTempSubdirectory("livechat-bench-").FullName;
        try
        {
            var seconds = new List<double>();
            // The first makes the database.
            for (var i = 0; i <= options.Runs; i++)
            {
                await using var server = await target.StartAsync(cancellationToken, directory);
                if (i > 0)
                    seconds.Add(server.TimeToReady.TotalSeconds);
            }

            seconds.Sort();
            Report.Print([
                new Dictionary<string, object>
                {
                    ["scenario"] = "start",
                    ["target"] = target.Name,
                    ["runs"] = options.Runs,
                    ["median_seconds"] = Math.Round(seconds[seconds.Count / 2], 2),
                    ["slowest_seconds"] = Math.Round(seconds[^1], 2),
                },
            ]);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
