using LiveChat.IntegrationTests.Hubs;
using LiveChat.IntegrationTests.Support;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WebSocketOptions = Microsoft.AspNetCore.Builder.WebSocketOptions;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>Connections that are lost without a word: the other end is gone, and nothing says so.</summary>
public sealed class LostConnectionTests : IAsyncLifetime
{
    /// <summary>How much faster than in earnest.</summary>
    private const int Haste = 8;

    /// <summary>Less would cut those whose network only halts.</summary>
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(42);

    /// <summary>SignalR's own, between one poll and the next.</summary>
    private static readonly TimeSpan PollPause = TimeSpan.FromSeconds(15);

    private ChatServer _server = null!;
    private WebSocketOptions _webSockets = null!;

    private LongPollingOptions LongPolling =>
        _server
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.Select(e => e.Metadata.GetMetadata<HttpConnectionDispatcherOptions>())
            .OfType<HttpConnectionDispatcherOptions>()
            .First()
            .LongPolling;

    public async Task InitializeAsync()
    {
        _server = await ChatServer.StartAsync();
        _webSockets = _server.Services.GetRequiredService<IOptions<WebSocketOptions>>().Value;
    }

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public void Timeouts_WhenAConnectionIsLost_ShouldFindOutWithin45Seconds()
    {
        // A socket looks at its clock four times in the shorter of the two; what is left is for telling the others.
        var look = TimeSpan.FromTicks(Math.Min(_webSockets.KeepAliveInterval.Ticks, _webSockets.KeepAliveTimeout.Ticks) / 4);
        Assert.InRange(_webSockets.KeepAliveInterval + look + _webSockets.KeepAliveTimeout + look, Shortest, Longest);
        // A poll is short for the sake of impatient proxies; the pause after it is what a halted network has.
        Assert.InRange(LongPolling.PollTimeout + PollPause, PollPause, Longest);
    }

    [Fact]
    public async Task PresenceChanged_WhenAClientIsLostBeforeItsFirstPing_ShouldTellThatItIsGone()
    {
        var (buyer, merchant, _) = await _server.CreatePairAsync();
        await using var tab = await merchant.ConnectAsync();
        MakeHaste();

        using var lost = await SilentSocket.OpenAsync(buyer.Token, _server.Address);

        await tab.WaitForAsync("PresenceChanged", p => p.Text("user_id") == buyer.Id && p.Flag("is_online"));
        await tab.WaitForAsync("PresenceChanged", p => p.Text("user_id") == buyer.Id && !p.Flag("is_online"));
    }

    [Fact]
    public async Task PresenceChanged_WhenAClientSaysNothingButIsThere_ShouldNotTellThatItIsGone()
    {
        var (buyer, merchant, _) = await _server.CreatePairAsync();
        var lost = await _server.CreateBuyerAsync();
        await lost.StartConversationAsync(merchant);
        await using var tab = await merchant.ConnectAsync();
        MakeHaste();

        using var quiet = await RawHub.OpenAsync(_server.Address, buyer.Token);
        var reading = quiet.ReceiveCompletionAsync("never");
        await tab.WaitForAsync("PresenceChanged", p => p.Text("user_id") == buyer.Id && p.Flag("is_online"));
        using var silent = await SilentSocket.OpenAsync(lost.Token, _server.Address);

        // One that came later is found to be gone.
        await tab.WaitForAsync("PresenceChanged", p => p.Text("user_id") == lost.Id && !p.Flag("is_online"));
        Assert.Single(tab.Events("PresenceChanged"), p => p.Text("user_id") == buyer.Id);
        Assert.False(reading.IsCompleted);
    }

    [Fact]
    public async Task PresenceChanged_WhenAPollingClientDoesNotComeBack_ShouldTellThatItIsGone()
    {
        var (buyer, merchant, _) = await _server.CreatePairAsync();
        await using var tab = await merchant.ConnectAsync();
        MakeHaste();

        var token = (await buyer.PostAsync("/hubs/chat/negotiate?negotiateVersion=1").ShouldBe(200)).Text("connectionToken");
        var connection = $"/hubs/chat?id={token}";
        await buyer.Http.GetStringAsync(connection);
        using (var handshake = new StringContent("{\"protocol\":\"json\",\"version\":1}\u001e"))
            (await buyer.Http.PostAsync(connection, handshake)).EnsureSuccessStatusCode();
        Assert.Equal("{}\u001e", await buyer.Http.GetStringAsync(connection));
        await tab.WaitForAsync("PresenceChanged", p => p.Text("user_id") == buyer.Id && p.Flag("is_online"));
        string lastPoll;
        do lastPoll = await buyer.Http.GetStringAsync(connection);
        while (lastPoll.Length > 0);

        await Eventually.Async(
            () => tab.Events("PresenceChanged").Any(p => p.Text("user_id") == buyer.Id && !p.Flag("is_online")),
            deadline: PollPause + Longest
        );
    }

    /// <summary>For connections that are opened from here on; whoever listens is opened before.</summary>
    private void MakeHaste()
    {
        _webSockets.KeepAliveInterval /= Haste;
        _webSockets.KeepAliveTimeout /= Haste;
        LongPolling.PollTimeout /= Haste;
    }
}
