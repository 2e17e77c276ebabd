using System.Diagnostics;
using System.Globalization;

namespace LiveChat.Bench;

/// <summary>Many users connect and stay: how long it takes, and what each costs after 20 s of silence.</summary>
internal static class ConnectScenario
{
    private const int ConnectingAtOnce = 64;

    /// <summary>Libraries, the database and the runtime's own.</summary>
    private const int OtherFiles = 500;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(Options options, CancellationToken cancellationToken)
    {
        CheckOpenFiles(options.Connections);
        var target = await ProductTarget.CreateAsync(options, cancellationToken);
        await using var server = await target.StartAsync(cancellationToken);
        var tokens = await ProductTarget.SignInAsync(server, "buyer", options.Connections, cancellationToken);
        var sockets = tokens.Select(_ => new HubSocket()).ToArray();
        try
        {
            var (memory, processor, started) = (server.Memory, server.ProcessorTime, Stopwatch.GetTimestamp());
            await Parallel.ForAsync(
                0,
                sockets.Length,
                new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce, CancellationToken = cancellationToken },
                async (i, ct) =>
                {
                    await sockets[i].ConnectAsync(server.Port, $"access_token={tokens[i]}", ct);
                    _ = sockets[i].ReadAsync(_ => { }, cancellationToken);
                }
            );
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            var connecting = server.ProcessorTime - processor;

            // Twice 10 s, with the ping that every client sends in between.
            await Task.Delay(Rest, cancellationToken);
            Array.ForEach(sockets, s => s.SendPing());
            await Task.Delay(Rest, cancellationToken);
            Report.Print([
                new Dictionary<string, object>
                {
                    ["scenario"] = "connect",
                    ["target"] = target.Name,
                    ["connections"] = sockets.Length,
                    ["seconds"] = Math.Round(seconds, 2),
                    ["server_cpu_seconds"] = Math.Round(connecting.TotalSeconds, 2),
                    ["kb_per_connection"] = Math.Round((server.Memory - memory) / 1000.0 / sockets.Length, 1),
                    ["server_mb"] = Math.Round(server.Memory / 1e6),
                },
            ]);
        }
        finally
        {
            Array.ForEach(sockets, s => s.Dispose());
        }
    }

    /// <summary>
    /// Generator and server each need a descriptor for every connection. The runtime raises the soft limit by itself; the hard one is the
    /// operator's.
    /// </summary>
    private static void CheckOpenFiles(int connections)
    {
        const string Limits = "/proc/self/limits";
        var needed = connections + OtherFiles;
        if (
            File.Exists(Limits)
            && File.ReadLines(Limits)
                .First(l => l.StartsWith("Max open files", StringComparison.Ordinal))
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)[4]
                is var hard
            && int.TryParse(hard, CultureInfo.InvariantCulture, out var limit)
            && limit < needed
        )
        {
            throw new InvalidOperationException(
                $"{connections} connections need {needed} open files, and the hard limit is {limit}. "
                    + $"Raise it (ulimit -Hn {needed}, as root) or ask for fewer with --connections."
            );
        }
    }
}
