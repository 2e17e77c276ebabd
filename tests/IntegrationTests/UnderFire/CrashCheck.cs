using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>
/// The server ends again and again in the middle of sending. What was acknowledged must be there at the next start, once and
/// in order, in a sound database. On SQLite it is read with the product's own engine.
/// </summary>
/// <param name="endAsync">How it ends.</param>
internal sealed class CrashCheck(Func<ServerProcess, Task> endAsync, params string[] settings) : IDisposable
{
    private const int Senders = 4;

    private readonly TempDirectory _directory = new();
    private readonly ConcurrentDictionary<string, long> _acknowledged = new();

    public string Executable { get; init; } = ServerProcess.Executable;

    public void Dispose() => _directory.Dispose();

    public async Task RunAsync(int rounds, int perRound)
    {
        for (var round = 1; round <= rounds; round++)
        {
            await using var server = await StartAsync();
            await ShouldHoldAllAsync(server);
            // At no moment in particular.
            await SendUntilEndAsync(server, round, _acknowledged.Count + perRound + Random.Shared.Next(perRound / 10));
            await ShouldBeSoundAsync();
        }

        await using var last = await StartAsync();
        await ShouldHoldAllAsync(last);
    }

    private Task<ServerProcess> StartAsync() => ServerProcess.StartExecutableAsync(Executable, _directory.Path, settings);

    private async Task SendUntilEndAsync(ServerProcess server, int round, int enough)
    {
        using var buyer = await server.SignInAsync("/api/auth/demo", new { user_id = "b1" });
        var conversation = await OpenAsync(buyer);
        var sending = Enumerable.Range(0, Senders).Select(sender => SendAsync(buyer, conversation, $"{round}-{sender}")).ToList();

        await Eventually.Async(() => _acknowledged.Count >= enough, () => $"{_acknowledged.Count} of {enough}", TimeSpan.FromMinutes(5));
        await endAsync(server);
        await Task.WhenAll(sending);
    }

    private async Task SendAsync(HttpClient buyer, long conversation, string prefix)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                var id = $"{prefix}-{i}";
                using var response = await buyer.PostAsJsonAsync(
                    $"/api/conversations/{conversation}/messages",
                    ChatUser.Draft($"message {id}", id)
                );
                if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                    return;
                Assert.Equal(HttpStatusCode.Created, response.StatusCode);
                var sent = await Answer.ReadAsync(response);
                _acknowledged[id] = sent.Body.Number("sequence");
            }
        }
        catch (HttpRequestException)
        {
            // The server is gone. Whether this last one was stored, nobody has promised.
        }
    }

    private async Task ShouldHoldAllAsync(ServerProcess server)
    {
        using var merchant = await server.SignInAsync("/api/auth/demo", new { user_id = "b1" });
        var conversation = await OpenAsync(merchant);
        var stored = new Dictionary<string, long>();
        long after = 0;
        while (true)
        {
            var page = await Answer
                .ReadAsync(await merchant.GetAsync($"/api/conversations/{conversation}/messages?after={after}&limit=200"))
                .ShouldBe(200);
            foreach (var message in page.Results())
            {
                Assert.Equal(++after, message.Number("sequence"));
                Assert.True(stored.TryAdd(message.Text("client_message_id"), after), $"{message} is doubled.");
            }

            if (!page.Flag("has_more"))
            {
                Assert.Equal(after, page.Number("count"));
                break;
            }
        }

        Assert.All(_acknowledged, a => Assert.Equal(a.Value, stored.GetValueOrDefault(a.Key)));
    }

    private async Task ShouldBeSoundAsync()
    {
        var database = await TestDatabase.InAsync(_directory.Path);
        // A killed client can't harm the files of a PostgreSQL server.
        if (!TestDatabase.IsPostgreSql)
            Assert.Equal(["ok"], await database.QueryAsync("PRAGMA integrity_check", row => row.GetString(0)));
        var wrongCounters = await database.CountAsync(
            """
            SELECT COUNT(*) FROM participants p WHERE p.unread_count <> (
                SELECT COUNT(*) FROM messages m
                WHERE m.conversation_id = p.conversation_id AND m.sender_id <> p.user_id AND m.sequence > p.last_read_sequence AND m.recalled_at IS NULL AND m.removed_at IS NULL)
            """
        );
        Assert.Equal(0, wrongCounters);
    }

    private static async Task<long> OpenAsync(HttpClient buyer)
    {
        var answer = await Answer.ReadAsync(await buyer.PostAsJsonAsync("/api/conversations", new { target_user_id = "m1" }));
        return answer.Body.Id();
    }
}
