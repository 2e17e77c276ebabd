using System.Text.Json;
using LiveChat.IntegrationTests.Followers.GreetOutOfHours;
using LiveChat.IntegrationTests.Followers.Stumble;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Followers;

/// <summary>Followers of the event log on a server of their own.</summary>
public sealed class FollowerTests : IAsyncLifetime
{
    private ChatServer _server = null!;

    public async Task InitializeAsync() =>
        _server = await ChatServer.StartAsync(FollowerStartup.Argument, "--Greeting:Opens=00:00", "--Greeting:Closes=00:00");

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task Follower_WhenItLiesInAFolderOfItsOwn_ShouldGreetEachBuyerOnce()
    {
        var (buyer, _, conversation) = await _server.CreatePairAsync();
        await using var tab = await buyer.ConnectAsync();

        await buyer.SendAsync(conversation, "在吗？");

        var greeting = await tab.WaitForAsync("MessageReceived", m => m.Number("sequence") == 2);
        Assert.StartsWith("我们 00:00 开始营业", greeting.Text("content"), StringComparison.Ordinal);
        await buyer.SendAsync(conversation, "谢谢");
        await tab.WaitForAsync("MessageReceived", m => m.Number("sequence") == 3);
        await Eventually.Async(async () => (await HealthOfAsync(nameof(OutOfHoursGreeter))).Number("behind") == 0);
        Assert.Equal(3, (await buyer.ReadConversationAsync(conversation)).Number("last_sequence"));
    }

    [Fact]
    public async Task Follower_WhenItFails_ShouldHoldUpNobodyElseAndBeSeenInHealth()
    {
        var (buyer, _, conversation) = await _server.CreatePairAsync();
        await using var tab = await buyer.ConnectAsync();

        await buyer.SendAsync(conversation, "hello");

        await tab.WaitForAsync("MessageReceived", m => m.Number("sequence") == 2);
        await Eventually.Async(async () => (await HealthOfAsync(nameof(Stumbler))).Number("failures") >= 2);
        var stumbler = await HealthOfAsync(nameof(Stumbler));
        Assert.True(stumbler.Number("behind") >= 1);
        Assert.Equal(JsonValueKind.String, stumbler.GetProperty("failing_since").ValueKind);
        Assert.Equal(JsonValueKind.Null, (await HealthOfAsync(nameof(OutOfHoursGreeter))).GetProperty("failing_since").ValueKind);
    }

    [Fact]
    public async Task Follower_WhenTheServerRestarts_ShouldGoOnWhereItStood()
    {
        var (buyer, _, conversation) = await _server.CreatePairAsync();
        await buyer.SendAsync(conversation, "hello");
        await Eventually.Async(async () => (await buyer.ReadConversationAsync(conversation)).Number("last_sequence") == 2);

        await _server.RestartAsync();

        var (other, _, second) = await _server.CreatePairAsync();
        await other.SendAsync(second, "hello");
        await Eventually.Async(async () => (await other.ReadConversationAsync(second)).Number("last_sequence") == 2);
        Assert.Equal(2, (await buyer.ReadConversationAsync(conversation)).Number("last_sequence"));
    }

    private async Task<JsonElement> HealthOfAsync(string follower) =>
        (await _server.Admin.GetAsync("/api/admin/health").ShouldBe(200))
            .GetProperty("followers")
            .EnumerateArray()
            .Single(f => f.Text("name") == follower);
}
