using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;
using Microsoft.Data.Sqlite;

namespace LiveChat.IntegrationTests.Messages;

/// <summary>What was acknowledged survives a process that dies without warning.</summary>
public sealed class CrashTests : IDisposable
{
    private const int Senders = 4;
    private const int LeastMessagesPerRound = 200;

    private readonly TempDirectory _directory = new();
    private readonly ConcurrentDictionary<string, long> _acknowledged = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task SendMessage_WhenServerIsKilled_ShouldLoseAndDoubleNothingAcknowledged()
    {
        var rounds = Scale.Of(20, atLeast: 2);
        var perRound = Scale.Of(5_000, LeastMessagesPerRound);
        for (var round = 1; round <= rounds; round++)
        {
            await using var server = await ServerProcess.StartAsync(_directory.Path);
            await ShouldHoldAllAsync(server);
            await SendUntilKilledAsync(server, round, _acknowledged.Count + perRound);
            ShouldBeSound();
        }

        await using var last = await ServerProcess.StartAsync(_directory.Path);
        await ShouldHoldAllAsync(last);
    }

    private async Task SendUntilKilledAsync(ServerProcess server, int round, int enough)
    {
        using var buyer = await server.SignInAsync("/api/auth/demo", new { user_id = "b1" });
        var conversation = await OpenAsync(buyer);
        var sending = Enumerable.Range(0, Senders).Select(sender => SendAsync(buyer, conversation, $"{round}-{sender}")).ToList();

        await Eventually.Async(() => _acknowledged.Count >= enough, () => $"{_acknowledged.Count} of {enough}", TimeSpan.FromMinutes(2));
        await server.KillAsync();
        await Task.WhenAll(sending);
    }

    private async Task SendAsync(HttpClient buyer, long conversation, string prefix)
    {
        try
        {
            for (var i = 0; ; i++)
            {
                var id = $"{prefix}-{i}";
                using var response = await buyer.PostAsJsonAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft($"message {id}", id));
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
            var page = await Answer.ReadAsync(await merchant.GetAsync($"/api/conversations/{conversation}/messages?after={after}&limit=200")).ShouldBe(200);
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

    private void ShouldBeSound()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_directory.Path, "livechat.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        Assert.Equal("ok", command.ExecuteScalar());
        command.CommandText = """
            SELECT COUNT(*) FROM participants p WHERE p.unread_count <> (
                SELECT COUNT(*) FROM messages m
                WHERE m.conversation_id = p.conversation_id AND m.sender_id <> p.user_id AND m.sequence > p.last_read_sequence AND m.recalled_at IS NULL AND m.removed_at IS NULL)
            """;
        Assert.Equal(0L, command.ExecuteScalar());
    }

    private static async Task<long> OpenAsync(HttpClient buyer)
    {
        var answer = await Answer.ReadAsync(await buyer.PostAsJsonAsync("/api/conversations", new { target_user_id = "m1" }));
        return answer.Body.Id();
    }
}
