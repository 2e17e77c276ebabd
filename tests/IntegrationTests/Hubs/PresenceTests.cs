using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Hubs;

[Collection(HubTests.Name)]
public sealed class PresenceTests(ChatServer server)
{
    [Fact]
    public async Task PresenceChanged_WhenPartnerComesAndGoes_ShouldFollowTheLastTab()
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
        await ComeAndGoAsync(tab, merchant);
        Assert.Single(tab.Events("PresenceChanged"), p => p.Text("user_id") == buyer.Id);
        Assert.True((await merchant.GetAsync($"/api/users/{buyer.Id}").ShouldBe(200)).Flag("is_online"));

        await second.DisposeAsync();
        var offline = await tab.WaitForAsync("PresenceChanged", p => p.Text("user_id") == buyer.Id && !p.Flag("is_online"));
        offline.ShouldHaveTime("last_seen_at");
        var seen = (await merchant.ReadConversationAsync(conversation)).ParticipantOf(buyer.Id).GetProperty("user");
        Assert.Equal((false, offline.Text("last_seen_at")), (seen.Flag("is_online"), seen.Text("last_seen_at")));
    }

    [Fact]
    public async Task WatchPresence_WhenCalled_ShouldAnswerForThoseWhomTheCallerMaySee()
    {
        var buyer = await server.CreateBuyerAsync();
        var (online, offline, hidden) = (await server.CreateMerchantAsync(), await server.CreateMerchantAsync(), await server.CreateBuyerAsync());
        await using var open = await online.ConnectAsync();
        await using var alsoOpen = await hidden.ConnectAsync();
        await using var tab = await buyer.ConnectAsync();

        var answer = await tab.CallAsync("WatchPresence", new { user_ids = new[] { online.Id, offline.Id, hidden.Id, "nobody", "a1", "not an id", online.Id } });

        var states = answer.EnumerateArray().ToDictionary(p => p.Text("user_id"));
        Assert.Equal(new[] { online.Id, offline.Id }.Order(StringComparer.Ordinal), states.Keys.Order(StringComparer.Ordinal));
        Assert.All(states.Values, p => p.ShouldHaveOnly("user_id", "is_online", "last_seen_at"));
        Assert.Equal((true, false), (states[online.Id].Flag("is_online"), states[offline.Id].Flag("is_online")));
    }

    [Fact]
    public async Task WatchPresence_WhenCalledAgain_ShouldReplaceTheLastCall()
    {
        var buyer = await server.CreateBuyerAsync();
        var (dropped, kept) = (await server.CreateMerchantAsync(), await server.CreateMerchantAsync());
        await using var tab = await buyer.ConnectAsync();
        await tab.CallAsync("WatchPresence", new { user_ids = new[] { dropped.Id } });
        await tab.CallAsync("WatchPresence", new { user_ids = new[] { kept.Id } });

        await using var droppedTab = await dropped.ConnectAsync();
        await using var keptTab = await kept.ConnectAsync();

        Assert.True((await tab.WaitForAsync("PresenceChanged", p => p.Text("user_id") == kept.Id)).Flag("is_online"));
        Assert.DoesNotContain(tab.Events("PresenceChanged"), p => p.Text("user_id") == dropped.Id);
    }

    [Fact]
    public async Task PresenceChanged_WhenNeitherWatchedNorPartner_ShouldNotCome()
    {
        var (buyer, merchant, _) = await server.CreatePairAsync();
        var stranger = await server.CreateMerchantAsync();
        await using var tab = await buyer.ConnectAsync();

        await using var strangerTab = await stranger.ConnectAsync();
        await using var merchantTab = await merchant.ConnectAsync();

        await tab.WaitForAsync("PresenceChanged", p => p.Text("user_id") == merchant.Id);
        Assert.DoesNotContain(tab.Events("PresenceChanged"), p => p.Text("user_id") == stranger.Id);
    }

    [Fact]
    public async Task PresenceChanged_WhenAdminWatchesAll_ShouldTellOfEveryone()
    {
        await using var admin = await server.Admin.ConnectAsync();
        await admin.CallAsync("WatchAll", new { enabled = true });
        var buyer = await server.CreateBuyerAsync();

        await using var tab = await buyer.ConnectAsync();

        Assert.True((await admin.WaitForAsync("PresenceChanged", p => p.Text("user_id") == buyer.Id)).Flag("is_online"));
    }

    [Fact]
    public async Task WatchPresence_WhenMoreThanFiveHundred_ShouldBeRefused()
    {
        await using var tab = await (await server.CreateBuyerAsync()).ConnectAsync();
        var ids = Enumerable.Range(0, 501).Select(i => $"u{i}").ToList();

        await tab.CallAsync("WatchPresence", new { user_ids = ids.Take(500) });
        await tab.ShouldRefuseAsync("WatchPresence", new { user_ids = ids }, "validation_failed");
        await tab.ShouldRefuseAsync("WatchPresence", new { }, "validation_failed");
    }

    [Fact]
    public async Task SetTyping_WhenSwitchedOnAndOff_ShouldReachTheOtherMembersAlone()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await using var room = await Room.OpenAsync(server, buyer, merchant);

        // Said ten times at once, it is passed on once.
        for (var i = 0; i < 10; i++)
            await room.BuyerTab.CallAsync("SetTyping", new { conversation_id = conversation, is_typing = true });
        var typing = await room.MerchantTab.WaitForAsync("TypingChanged");
        typing.ShouldHaveOnly("conversation_id", "user_id", "is_typing");
        Assert.Equal((conversation, buyer.Id, true), (typing.Number("conversation_id"), typing.Text("user_id"), typing.Flag("is_typing")));

        await room.BuyerTab.CallAsync("SetTyping", new { conversation_id = conversation, is_typing = false });
        await room.MerchantTab.WaitForAsync("TypingChanged", t => !t.Flag("is_typing"));

        Assert.Equal([true, false], room.MerchantTab.Events("TypingChanged").Select(t => t.Flag("is_typing")));
        Assert.Empty(room.OtherBuyerTab.Events("TypingChanged"));
        Assert.Empty(room.AdminTab.Events("TypingChanged"));
        await room.ShouldHaveToldNoStrangerAsync();
    }

    [Fact]
    public async Task SetTyping_WhenNeverSwitchedOff_ShouldExpire()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await using var tab = await merchant.ConnectAsync();
        await using (var gone = await buyer.ConnectAsync())
            await gone.CallAsync("SetTyping", new { conversation_id = conversation, is_typing = true });

        await tab.WaitForAsync("TypingChanged", t => t.Flag("is_typing"));
        await tab.WaitForAsync("TypingChanged", t => !t.Flag("is_typing"));
    }

    private async Task ComeAndGoAsync(ChatConnection watcher, ChatUser merchant)
    {
        var other = await server.CreateBuyerAsync();
        await other.StartConversationAsync(merchant);
        await using (await other.ConnectAsync())
            await watcher.WaitForAsync("PresenceChanged", p => p.Text("user_id") == other.Id && p.Flag("is_online"));
        await watcher.WaitForAsync("PresenceChanged", p => p.Text("user_id") == other.Id && !p.Flag("is_online"));
    }
}
