using System.Diagnostics;

namespace LiveChat.Bench;

/// <summary>Many users connect and stay: how long it takes, and what each costs after 20 s of silence.</summary>
internal static class ConnectScenario
{
    private const int ConnectingAtOnce = 64;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(Options options, CancellationToken cancellationToken)
    {
        var target = await ProductTarget.CreateAsync(options, cancellationToken);
        await using var server = await target.StartAsync(cancellationToken);
        var tokens = await ProductTarget.SignInAsync(server, "buyer", options.Connections, cancellationToken);
        var sockets = tokens.Select(_ => new HubSocket()).ToArray();
        try
        {
            var (memory, processor, started) = (server.Memory, server.ProcessorTime, Stopwatch.GetTimestamp());
            await Parallel.ForAsync(0, sockets.Length, new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce, CancellationToken = cancellationToken }, async (i, ct) =>
            {
                await sockets[i].ConnectAsync(server.Port, $"access_token={tokens[i]}", ct);
                _ = sockets[i].ReadAsync(_ => { }, cancellationToken);
            });
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var connecting = server.ProcessorTime - processor;

            // Twice 10 s, with the ping that every client sends in between.
            await Task.Delay(Rest, cancellationToken);
            Array.ForEach(sockets, s => s.SendPing());
            await Task.Delay(Rest, cancellationToken);
            Report.Print([new Dictionary<string, object>
            {
                ["scenario"] = "connect",
                ["target"] = target.Name,
                ["connections"] = sockets.Length,
                ["seconds"] = Math.Round(seconds, 2),
                ["server_cpu_seconds"] = Math.Round(connecting.TotalSeconds, 2),
                ["kb_per_connection"] = Math.Round((server.Memory - memory) / 1000.0 / sockets.Length, 1),
                ["server_mb"] = Math.Round(server.Memory / 1e6),
            }]);
        }
        finally
        {
            Array.ForEach(sockets, s => s.Dispose());
        }
    }
}
