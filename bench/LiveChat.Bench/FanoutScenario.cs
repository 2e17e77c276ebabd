using System.Diagnostics;
using System.Net.Http.Json;

namespace LiveChat.Bench;

/// <summary>
/// What a node pays for people on another one: to know who is online there, to tell the partners that are connected to itself, and to hand
/// on pushes that come from there, by the number of connections that they go to.
/// </summary>
internal static class FanoutScenario
{
    private const int ConnectingAtOnce = 32;
    private const int Rate = 100;
    private const int Messages = 1_000;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(3);
    private static readonly int[] Receivers = [1, 10, 100];

    public static async Task RunAsync(Options options, CancellationToken cancellationToken)
    {
        var target = await ProductTarget.CreateAsync(options, cancellationToken);
        await using var nodes = await MeasuredNodes.StartAsync(target, 2, cancellationToken);
        var (here, there) = (nodes.Servers[0], nodes.Servers[1]);
        Report.Print([await MeasurePresenceAsync(here, there, options.Connections, cancellationToken)]);
        var rows = new List<Dictionary<string, object>>();
        foreach (var receivers in Receivers)
            rows.Add(await MeasurePushesAsync(here, there, receivers, cancellationToken));
        Report.Print(rows);
    }

    /// <summary>Buyers come to one node and leave; each has a conversation with a merchant who is connected to the other.</summary>
    private static async Task<Dictionary<string, object>> MeasurePresenceAsync(
        ServerProcess here,
        ServerProcess there,
        int count,
        CancellationToken cancellationToken
    )
    {
        var buyers = await ProductTarget.SignInAsync(there, "buyer", count, cancellationToken);
        var merchant = (await ProductTarget.SignInAsync(there, "merchant", 1, cancellationToken))[0];
        await Parallel.ForEachAsync(
            buyers,
            new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce, CancellationToken = cancellationToken },
            async (buyer, ct) => await StartAsync(there, buyer, "merchant-0", ct)
        );
        var told = 0;
        using var watching = new HubSocket();
        await watching.ConnectAsync(here.Port, $"access_token={merchant}", cancellationToken);
        _ = watching.ReadAsync(
            record => Interlocked.Add(ref told, record.IndexOf("\"PresenceChanged\""u8) >= 0 ? 1 : 0),
            cancellationToken
        );
        await Task.Delay(Rest, cancellationToken);
        var (memory, processorHere, processorThere) = (here.Memory, here.ProcessorTime, there.ProcessorTime);
        var sockets = buyers.Select(_ => new HubSocket()).ToArray();
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = ConnectingAtOnce, CancellationToken = cancellationToken },
            async (i, ct) =>
            {
                await sockets[i].ConnectAsync(there.Port, $"access_token={buyers[i]}", ct);
                _ = sockets[i].ReadAsync(_ => { }, cancellationToken);
            }
        );
        var waited = Stopwatch.StartNew();
        while (Volatile.Read(ref told) < count && waited.Elapsed < TimeSpan.FromSeconds(30))
            await Task.Delay(20, cancellationToken);
        await Task.Delay(Rest, cancellationToken);
        memory = here.Memory - memory;
        (processorHere, processorThere) = (here.ProcessorTime - processorHere, there.ProcessorTime - processorThere);
        Array.ForEach(sockets, s => s.Dispose());
        return new Dictionary<string, object>
        {
            ["scenario"] = "fanout",
            ["users_elsewhere"] = count,
            ["told"] = told,
            ["own_node_cpu_us_per_user"] = Math.Round(processorThere.TotalMicroseconds / count),
            ["other_node_cpu_us_per_user"] = Math.Round(processorHere.TotalMicroseconds / count),
            ["other_node_bytes_per_user"] = Math.Round((double)memory / count),
        };
    }

    /// <summary>A buyer sends on one node, by the clock; a merchant has that many connections to the other.</summary>
    private static async Task<Dictionary<string, object>> MeasurePushesAsync(
        ServerProcess here,
        ServerProcess there,
        int receivers,
        CancellationToken cancellationToken
    )
    {
        var buyer = (await ProductTarget.SignInAsync(there, $"sender{receivers}", "buyer", 1, cancellationToken))[0];
        var merchant = (await ProductTarget.SignInAsync(there, $"receiver{receivers}", "merchant", 1, cancellationToken))[0];
        var conversation = await StartAsync(there, buyer, $"receiver{receivers}-0", cancellationToken);
        var received = 0;
        var sockets = Enumerable.Range(0, receivers).Select(_ => new HubSocket()).ToArray();
        foreach (var socket in sockets)
        {
            await socket.ConnectAsync(here.Port, $"access_token={merchant}", cancellationToken);
            _ = socket.ReadAsync(
                record => Interlocked.Add(ref received, record.IndexOf("\"MessageReceived\""u8) >= 0 ? 1 : 0),
                cancellationToken
            );
        }

        await Task.Delay(Rest, cancellationToken);
        var (processorHere, processorThere) = (here.ProcessorTime, there.ProcessorTime);
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / Rate));
        for (var i = 0; i < Messages && await clock.WaitForNextTickAsync(cancellationToken); i++)
            await SendAsync(there, buyer, conversation, i, cancellationToken);
        (processorHere, processorThere) = (here.ProcessorTime - processorHere, there.ProcessorTime - processorThere);
        Array.ForEach(sockets, s => s.Dispose());
        return new Dictionary<string, object>
        {
            ["scenario"] = "fanout",
            ["receivers"] = receivers,
            ["messages"] = Messages,
            ["received"] = received,
            ["sending_node_cpu_us_per_message"] = Math.Round(processorThere.TotalMicroseconds / Messages),
            ["receiving_node_cpu_us_per_message"] = Math.Round(processorHere.TotalMicroseconds / Messages),
        };
    }

    private static async Task<long> StartAsync(ServerProcess server, string token, string target, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/conversations")
        {
            Content = JsonContent.Create(new { target_user_id = target }),
        };
        request.Headers.Authorization = new("Bearer", token);
        return (await ProductTarget.SendAsync(server, request, cancellationToken)).GetProperty("id").GetInt64();
    }

    private static async Task SendAsync(
        ServerProcess server,
        string token,
        long conversation,
        int number,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/conversations/{conversation}/messages")
        {
            Content = JsonContent.Create(
                new
                {
                    client_message_id = $"fanout-{number}",
                    type = "text",
                    content = "你好",
                }
            ),
        };
        request.Headers.Authorization = new("Bearer", token);
        await ProductTarget.SendAsync(server, request, cancellationToken);
    }
}
