using System.Collections.Concurrent;
using LiveChat.IntegrationTests.Hubs;
using LiveChat.IntegrationTests.Support;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>The order to stop, in the middle of sending.</summary>
public sealed class StopTests : IAsyncLifetime
{
    private const int Senders = 8;
    private const int SentBefore = 100;

    private ChatServer _server = null!;

    public async Task InitializeAsync() => _server = await ChatServer.StartAsync();

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task Stop_WhenMessagesAreBeingSent_ShouldKeepAndDeliverAllThatWereAcknowledged()
    {
        var (buyer, merchant, conversation) = await _server.CreatePairAsync();
        await using var reading = await merchant.ConnectAsync();
        var acknowledged = new ConcurrentBag<long>();
        var refusals = new ConcurrentBag<string>();
        var sending = Enumerable
            .Range(0, Senders)
            .Select(_ => Task.Run(() => SendUntilClosedAsync(buyer, conversation, acknowledged, refusals)))
            .ToList();
        await Eventually.Async(() => acknowledged.Count >= SentBefore);

        var lifetime = _server.Services.GetRequiredService<IHostApplicationLifetime>();
        var stopping = Task.Run(lifetime.StopApplication);
        await Eventually.Async(() => lifetime.ApplicationStopping.IsCancellationRequested);
        using (var ready = await _server.Anonymous.GetAsync("/health/ready"))
            Assert.Equal(503, (int)ready.StatusCode);
        await stopping;
        await Task.WhenAll(sending);
        await reading.WaitForCloseAsync();

        var stored = await StoredSequencesAsync(conversation);
        Assert.Equal(Enumerable.Range(1, stored.Count).Select(i => (long)i), stored);
        Assert.Subset(stored.ToHashSet(), acknowledged.ToHashSet());
        Assert.Subset(reading.Events("MessageReceived").Select(m => m.Number("sequence")).ToHashSet(), acknowledged.ToHashSet());
        Assert.All(refusals, r => Assert.Contains("unavailable: ", r, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Terminate_WhenClientsAreConnected_ShouldTellThemToComeBackAndEndWithin15Seconds()
    {
        if (!OperatingSystem.IsLinux())
            return;
        using var directory = new TempDirectory();
        await using var server = await ServerProcess.StartAsync(directory.Path);
        using var buyer = await server.SignInAsync("/api/auth/demo", new { user_id = "b1" });
        var token = buyer.DefaultRequestHeaders.Authorization!.Parameter!;
        using var tab = await RawHub.OpenAsync(server.Address, token);
        Assert.True(await tab.IsServedAsync());
        var told = tab.ReceiveCloseAsync();
        // One does not close when it is asked to, and one waits for the end of a request.
        using var silent = await SilentSocket.OpenAsync(token, server.Address);
        using var polling = new HttpClient
        {
            BaseAddress = server.Address,
            DefaultRequestHeaders = { Authorization = buyer.DefaultRequestHeaders.Authorization },
        };
        var negotiated = await Answer.ReadAsync(await polling.PostAsync("/hubs/chat/negotiate?negotiateVersion=1", null)).ShouldBe(200);
        var poll = polling.GetStringAsync($"/hubs/chat?id={negotiated.Text("connectionToken")}");

        var (exitCode, took) = await server.TerminateAsync();

        Assert.Equal(0, exitCode);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.True((await told).Flag("allowReconnect"));
        await poll;
    }

    [Theory]
    [InlineData("TERM")]
    [InlineData("INT")]
    public async Task Stop_WhenAnUploadIsOnItsWay_ShouldTakeItInBeforeItEnds(string signal)
    {
        // What a shell starts in the background hears no SIGINT, and neither do its children.
        if (!OperatingSystem.IsLinux() || (signal == "INT" && IgnoresInterrupts()))
            return;
        using var directory = new TempDirectory();
        await using var server = await ServerProcess.StartAsync(directory.Path);
        using var buyer = await server.SignInAsync("/api/auth/demo", new { user_id = "b1" });
        const string Start = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nfirst half";
        const string End = ", second half\r\n--b--\r\n";
        using var client = await RawHttp.SendAsync(
            server.Address,
            $"POST /api/uploads HTTP/1.1\r\nHost: {server.Address.Authority}\r\nAuthorization: Bearer {buyer.DefaultRequestHeaders.Authorization!.Parameter}\r\n"
                + $"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {Start.Length + End.Length}\r\n\r\n{Start}"
        );
        var staged = Path.Combine(directory.Path, "media", "staged");
        await Eventually.Async(() => Directory.Exists(staged) && Directory.EnumerateFiles(staged).Any());

        await server.SignalAsync(signal);
        // Somebody who is in a hurry says it twice.
        await server.SignalAsync(signal);
        // The time itself is what is promised: the command line's own limit was 2 s.
        await Task.Delay(TimeSpan.FromSeconds(4));
        await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes(End));

        using var reader = new StreamReader(client.GetStream());
        Assert.Equal("HTTP/1.1 201 Created", await reader.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.Equal(0, await server.WaitForExitAsync());
    }

    private static bool IgnoresInterrupts()
    {
        const int Interrupt = 2;
        var ignored = File.ReadLines("/proc/self/status")
            .Single(line => line.StartsWith("SigIgn:", StringComparison.Ordinal))["SigIgn:".Length..]
            .Trim();
        return (Convert.ToUInt64(ignored, 16) & (1UL << (Interrupt - 1))) != 0;
    }

    private static async Task SendUntilClosedAsync(
        ChatUser buyer,
        long conversation,
        ConcurrentBag<long> acknowledged,
        ConcurrentBag<string> refusals
    )
    {
        await using var tab = await buyer.ConnectAsync();
        while (tab.Hub.State == HubConnectionState.Connected)
        {
            try
            {
                acknowledged.Add((await tab.SendAsync(conversation, "on the way")).Number("sequence"));
            }
            catch (Microsoft.AspNetCore.SignalR.HubException refused)
            {
                refusals.Add(refused.Message);
                await Task.Delay(5);
            }
            catch (Exception closed)
                when (closed
                        is InvalidOperationException
                            or IOException
                            or TaskCanceledException
                            or OperationCanceledException
                            or System.Net.WebSockets.WebSocketException
                )
            {
                // Cut off while it waited: nothing was promised.
                return;
            }
        }
    }

    private Task<List<long>> StoredSequencesAsync(long conversation) =>
        _server.QuerySqlAsync(
            $"SELECT sequence FROM messages WHERE conversation_id = {conversation} ORDER BY sequence",
            row => row.GetInt64(0)
        );
}
