using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Hubs;

/// <summary>Somebody comes and goes with two tabs; who shares a conversation with them hears of the first and of the last.</summary>
internal static class PresenceCheck
{
    public static async Task RunAsync(ChatServer server)
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await using var tab = await merchant.ConnectAsync();
        await using var first = await buyer.ConnectAsync();
        var online = await tab.WaitForAsync("PresenceChanged", p => p.Text("user_id") == buyer.Id);
        online.ShouldHaveOnly("user_id", "is_online", "last_seen_at");
        Assert.True(online.Flag("is_online"));
        await using var second = await buyer.ConnectAsync();

        await first.DisposeAsync();
        // A whole round of coming and going of somebody else, later than the closed tab, is over: nothing was told of the buyer.
        await ComeAndGoAsync(server, tab, merchant);
        Assert.Single(tab.Events("PresenceChanged"), p => p.Text("user_id") == buyer.Id);
        Assert.True((await merchant.GetAsync($"/api/users/{buyer.Id}").ShouldBe(200)).Flag("is_online"));

        await second.DisposeAsync();
        var offline = await tab.WaitForAsync("PresenceChanged", p => p.Text("user_id") == buyer.Id && !p.Flag("is_online"));
        offline.ShouldHaveTime("last_seen_at");
        var seen = (await merchant.ReadConversationAsync(conversation)).ParticipantOf(buyer.Id).GetProperty("user");
        Assert.Equal((false, offline.Text("last_seen_at")), (seen.Flag("is_online"), seen.Text("last_seen_at")));
    }

    public static async Task ComeAndGoAsync(ChatServer server, ChatConnection watcher, ChatUser merchant)
    {
        var other = await server.CreateBuyerAsync();
        await other.StartConversationAsync(merchant);
        await using (await other.ConnectAsync())
            await watcher.WaitForAsync("PresenceChanged", p => p.Text("user_id") == other.Id && p.Flag("is_online"));
        await watcher.WaitForAsync("PresenceChanged", p => p.Text("user_id") == other.Id && !p.Flag("is_online"));
    }
}
