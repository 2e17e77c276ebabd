using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace LiveChat.Bench;

/// <summary>
/// Measures how long a user who missed many messages waits for them. The time runs from the start of the connection until the last missed
/// message has arrived; the messages are fetched in pages, as the web client does.
/// </summary>
internal static class CatchUpScenario
{
    private const int PageSize = 200;
    private const int SendersAtOnce = 32;
    private const int WarmUp = 5;

    public static async Task RunAsync(Options options, CancellationToken cancellationToken)
    {
        var target = await ProductTarget.CreateAsync(options, cancellationToken);
        await using var server = await target.StartAsync(cancellationToken);
        var pair = (await target.PreparePairsAsync(server, 1, cancellationToken))[0];
        await Parallel.ForAsync(
            0,
            options.Missed,
            new ParallelOptions { MaxDegreeOfParallelism = SendersAtOnce, CancellationToken = cancellationToken },
            async (i, ct) =>
            {
                using var send = Request(HttpMethod.Post, $"/api/conversations/{pair.ConversationId}/messages", pair.SenderToken);
                send.Content = JsonContent.Create(
                    new
                    {
                        client_message_id = $"{i}",
                        type = "text",
                        content = $"message {i}: 你好，请问这件外套还有 M 码的吗？",
                    }
                );
                using var answer = await server.Http.SendAsync(send, ct);
                answer.EnsureSuccessStatusCode();
            }
        );

        var times = new List<double>();
        for (var i = 0; i < options.Runs + WarmUp; i++)
        {
            var milliseconds = await ReturnAsync(server, pair, options.Missed, cancellationToken);
            if (i >= WarmUp)
                times.Add(milliseconds);
        }

        times.Sort();
        Report.Print([
            new Dictionary<string, object>
            {
                ["scenario"] = "catchup",
                ["target"] = target.Name,
                ["missed"] = options.Missed,
                ["runs"] = times.Count,
                ["p50_ms"] = Report.Percentile(times, 0.5),
                ["p95_ms"] = Report.Percentile(times, 0.95),
            },
        ]);
    }

    private static async Task<double> ReturnAsync(ServerProcess server, Pair pair, int missed, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var socket = new HubSocket();
        await socket.ConnectAsync(server.Port, pair.SenderQuery, cancellationToken);
        var (received, since, hasMore) = (0, 0L, true);
        while (hasMore)
        {
            using var ask = Request(
                HttpMethod.Get,
                $"/api/conversations/{pair.ConversationId}/messages?since_revision={since}&limit={PageSize}",
                pair.SenderToken
            );
            using var answer = await server.Http.SendAsync(ask, cancellationToken);
            var page = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            received += page.GetProperty("results").GetArrayLength();
            since = page.GetProperty("revision").GetInt64();
            hasMore = page.GetProperty("has_more").GetBoolean();
        }

        return received == missed
            ? Stopwatch.GetElapsedTime(started).TotalMilliseconds
            : throw new InvalidOperationException($"{received} of {missed} messages came.");
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, string token)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return request;
    }
}
