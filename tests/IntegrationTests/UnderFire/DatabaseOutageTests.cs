using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using LiveChat.Infrastructure.Settings;
using LiveChat.IntegrationTests.Persistence;
using LiveChat.IntegrationTests.Support;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>PostgreSQL crashes under load and comes back a while later; the server is not restarted.</summary>
public sealed class DatabaseOutageTests : IAsyncLifetime
{
    private const int Senders = 4;
    private const int MessagesOfEach = 20;

    /// <summary>How often each sender is refused at least while the database is away: a refusal that took long would not come so often.</summary>
    private const int RefusalsOfEach = 20;

    /// <summary>Beside other tests even a refusal at once takes its time; one that waited for a timeout of 5 s would take longer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(Scale.Of(30, atLeast: 3));

    private readonly ConcurrentDictionary<string, long> _acknowledged = new();
    private readonly int[] _refusals = new int[Senders];
    private PostgresServer? _postgres;
    private PostgresDatabase _database = null!;
    private ChatServer _server = null!;

    public async Task InitializeAsync()
    {
        if (PostgresCluster.Programs is null)
            return;
        _postgres = PostgresServer.Start();
        _database = await _postgres.CreateDatabaseAsync();
        _server = await PostgreSqlInstallation.StartAsync(_database.ConnectionString);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _postgres?.Dispose();
    }

    [PostgresProgramsFact]
    public async Task SendMessage_WhenTheDatabaseIsGoneForAWhile_ShouldBeUnavailableAtOnceAndLoseNothing()
    {
        var (buyer, merchant, conversation) = await _server.CreatePairAsync();
        await using var tab = await merchant.ConnectAsync();
        using var stopping = new CancellationTokenSource();
        var sending = Enumerable.Range(0, Senders).Select(sender => SendAsync(buyer, conversation, sender, stopping.Token)).ToList();
        await ShouldHaveSentAsync(MessagesOfEach);

        _postgres!.Crash();
        var outage = Task.Delay(Outage);
        var before = _refusals.ToArray();
        await Eventually.Async(
            () => _refusals.Zip(before).All(refused => refused.First >= refused.Second + RefusalsOfEach),
            () => $"Refused were {string.Join(", ", before)} before and {string.Join(", ", _refusals)} after.",
            Patience
        );
        using (var ready = await _server.Anonymous.GetAsync("/health/ready"))
            Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        await outage;
        _postgres.StartAgain();

        await ShouldHaveSentAsync(_acknowledged.Count + MessagesOfEach);
        await stopping.CancelAsync();
        await Task.WhenAll(sending);
        await Eventually.Async(async () => (await Answer.ReadAsync(await _server.Anonymous.GetAsync("/health/ready"))).Status == 200);
        var stored = await ReadAllAsync(merchant, conversation);
        Assert.All(_acknowledged, a => Assert.Equal(a.Value, stored.GetValueOrDefault(a.Key)));
        // The connection has outlived it, and has heard of everything that was acknowledged, once and in order.
        Assert.Equal(HubConnectionState.Connected, tab.Hub.State);
        var last = _acknowledged.Values.Max();
        await tab.WaitForAsync("MessageReceived", m => m.Number("sequence") == last);
        var heard = tab.Events("MessageReceived").Select(m => m.Number("sequence")).ToList();
        Assert.Equal(heard.Distinct().Order(), heard);
        // What was stored and could not be acknowledged any more is known from the next number on, and fetched.
        var missed = stored.Values.Except(heard).ToList();
        Assert.InRange(missed.Count, 0, Senders);
        Assert.All(missed, sequence => Assert.Contains(heard, later => later > sequence));
    }

    [PostgresProgramsFact]
    public async Task Start_WhenTheDatabaseCameBack_ShouldStillBeRefusedBesideTheServerThatHasIt()
    {
        const string Locks = "SELECT COUNT(*) FROM pg_locks WHERE locktype = 'advisory' AND granted";
        Assert.NotEqual(0, await _database.CountAsync(Locks));
        _postgres!.Crash();
        _postgres.StartAgain();

        await Eventually.Async(async () => await _database.CountAsync(Locks) > 0);

        await Assert.ThrowsAsync<SettingsException>(() => PostgreSqlInstallation.StartAsync(_database.ConnectionString));
    }

    /// <summary>Sends one message after the other, each until it is acknowledged, as the outbox of a client does.</summary>
    private async Task SendAsync(ChatUser buyer, long conversation, int sender, CancellationToken stopping)
    {
        for (var i = 0; !stopping.IsCancellationRequested; i++)
        {
            var id = $"{sender}-{i}";
            while (true)
            {
                using var response = await buyer.Http.PostAsJsonAsync(
                    $"/api/conversations/{conversation}/messages",
                    ChatUser.Draft($"message {id}", id),
                    CancellationToken.None
                );
                if (response.StatusCode == HttpStatusCode.ServiceUnavailable)
                {
                    Interlocked.Increment(ref _refusals[sender]);
                    continue;
                }

                Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}");
                _acknowledged[id] = (await Answer.ReadAsync(response)).Body.Number("sequence");
                break;
            }
        }
    }

    private Task ShouldHaveSentAsync(int messages) =>
        Eventually.Async(() => _acknowledged.Count >= messages, () => $"{_acknowledged.Count} of {messages}", TimeSpan.FromMinutes(1));

    private static async Task<Dictionary<string, long>> ReadAllAsync(ChatUser merchant, long conversation)
    {
        var stored = new Dictionary<string, long>();
        for (var after = 0L; ; )
        {
            var page = await merchant.GetAsync($"/api/conversations/{conversation}/messages?after={after}&limit=200").ShouldBe(200);
            foreach (var message in page.Results())
            {
                Assert.Equal(++after, message.Number("sequence"));
                Assert.True(stored.TryAdd(message.Text("client_message_id"), after), $"{message} is doubled.");
            }

            if (!page.Flag("has_more"))
                return stored;
        }
    }
}
