using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace LiveChat.Bench;

/// <summary>What people do in many conversations at once: mostly they write, some read what was written, a few take it back.</summary>
internal sealed class Traffic(ServerProcess server, IReadOnlyList<Pair> pairs)
{
    private const int ReadEvery = 3;
    private const int RecallEvery = 10;

    private readonly Random _random = new(1);
    private readonly HashSet<long> _writtenIn = [];
    private int _failures;

    /// <summary>Calls that were not answered as they should have been.</summary>
    public int Failures => _failures;

    /// <summary>Messages that were sent so far.</summary>
    public int Messages { get; private set; }

    /// <summary>Conversations in which one was sent so far.</summary>
    public int WrittenIn => _writtenIn.Count;

    /// <param name="rate">Messages a second.</param>
    public async Task RunAsync(int rate, double seconds, CancellationToken cancellationToken)
    {
        var running = new List<Task>();
        using var clock = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / rate));
        var end = Messages + (int)(rate * seconds);
        while (Messages < end && await clock.WaitForNextTickAsync(cancellationToken))
        {
            var pair = pairs[_random.Next(pairs.Count)];
            Messages++;
            _writtenIn.Add(pair.ConversationId);
            running.Add(ActAsync(Messages, pair, isAnswer: _random.Next(2) == 0, cancellationToken));
        }

        await Task.WhenAll(running);
    }

    private async Task ActAsync(int number, Pair pair, bool isAnswer, CancellationToken cancellationToken)
    {
        var (asking, answering) = (pair.SenderToken, pair.ReceiverQuery["access_token=".Length..]);
        var (writer, reader) = isAnswer ? (answering, asking) : (asking, answering);
        var message = await CallAsync(
            HttpMethod.Post,
            $"/api/conversations/{pair.ConversationId}/messages",
            writer,
            new
            {
                client_message_id = $"traffic-{number}",
                type = "text",
                content = $"第 {number} 句",
            },
            cancellationToken
        );
        if (message is not { } sent)
            return;
        if (number % RecallEvery == 0)
            await CallAsync(
                HttpMethod.Post,
                string.Create(CultureInfo.InvariantCulture, $"/api/messages/{sent.GetProperty("id").GetInt64()}/recall"),
                writer,
                null,
                cancellationToken
            );
        if (number % ReadEvery == 0)
            await CallAsync(
                HttpMethod.Put,
                $"/api/conversations/{pair.ConversationId}/read",
                reader,
                new { sequence = sent.GetProperty("sequence").GetInt64() },
                cancellationToken
            );
    }

    private async Task<JsonElement?> CallAsync(
        HttpMethod method,
        string path,
        string token,
        object? body,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Authorization = new("Bearer", token);
        using var answer = await server.Http.SendAsync(request, cancellationToken);
        if (answer.IsSuccessStatusCode)
            return await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        Interlocked.Increment(ref _failures);
        return null;
    }
}
