using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Nodes;

/// <summary>What goes on while Redis is gone, and what is made up for when it is back.</summary>
public sealed class RedisGoneTests
{
    [NodesFact]
    public async Task Messages_WhenRedisIsGone_ShouldBeSentAndToldElsewhereOnceItIsBack()
    {
        await using var nodes = await NodeGroup.StartAsync(2);
        var (buyer, merchant, conversation) = await nodes[0].CreatePairAsync();
        await using var buyerTab = await buyer.ConnectAsync();
        await using var merchantTab = await (await nodes[1].SignInAsync(merchant.Id)).ConnectAsync();
        await buyerTab.SendAsync(conversation, "before");
        await merchantTab.WaitForAsync("MessageReceived");

        nodes.Redis.Kill();
        var sent = await buyerTab.SendAsync(conversation, "while it was gone");
        await buyerTab.WaitForAsync("MessageReceived", m => m.Id() == sent.Id());
        await merchantTab.SendAsync(conversation, "also while it was gone");
        await merchantTab.WaitForAsync("MessageReceived", m => m.Number("sequence") == 3);
        await using (await (await nodes[1].SignInAsync((await nodes[0].CreateBuyerAsync()).Id)).ConnectAsync()) { }
        await Eventually.Async(() => WarnsOfRedisAsync(nodes[0]));

        nodes.Redis.Run();
        await buyerTab.WaitForAsync("Heads", h => HasRevision(h, conversation, 3));
        await merchantTab.WaitForAsync("Heads", h => HasRevision(h, conversation, 3));
        var after = await buyerTab.SendAsync(conversation, "after");
        await merchantTab.WaitForAsync("MessageReceived", m => m.Id() == after.Id());
        await Eventually.Async(async () => !await WarnsOfRedisAsync(nodes[0]));
    }

    [NodesFact]
    public async Task Presence_WhenRedisIsEmptied_ShouldBeRightAgain()
    {
        await using var nodes = await NodeGroup.StartAsync(2);
        var (buyer, merchant, _) = await nodes[0].CreatePairAsync();
        await using var buyerTab = await buyer.ConnectAsync();
        await using var merchantTab = await (await nodes[1].SignInAsync(merchant.Id)).ConnectAsync();

        nodes.Redis.Command("FLUSHALL");

        var late = await (await nodes[1].SignInAsync((await nodes[0].CreateBuyerAsync()).Id)).ConnectAsync();
        await late.DisposeAsync();
        // Who comes later reads from Redis who is there.
        await Eventually.Async(() => nodes.Redis.Command("DBSIZE") == ":5");
        var third = await nodes.AddAsync();
        var admin = await third.SignInAsync(buyer.Id);
        Assert.True((await admin.GetAsync("/api/auth/me").ShouldBe(200)).Flag("is_online"));
        Assert.DoesNotContain(merchantTab.Events("PresenceChanged"), p => p.Text("user_id") == buyer.Id && !p.Flag("is_online"));
    }

    private static async Task<bool> WarnsOfRedisAsync(ChatServer node) =>
        (await node.Admin.GetAsync("/api/admin/health").ShouldBe(200))
            .GetProperty("warnings")
            .EnumerateArray()
            .Any(w => w.GetString()!.Contains("Redis", StringComparison.Ordinal));

    private static bool HasRevision(System.Text.Json.JsonElement heads, long conversation, long revision) =>
        heads
            .GetProperty("heads")
            .EnumerateArray()
            .Any(h => h.Number("conversation_id") == conversation && h.Number("revision") == revision);
}
