using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Hubs;

[Collection(HubTests.Name)]
public sealed class PresenceTests(ChatServer server)
{
    [Fact]
    public Task PresenceChanged_WhenPartnerComesAndGoes_ShouldFollowTheLastTab() => PresenceCheck.RunAsync(server);

    [Fact]
    public async Task PresenceChanged_WhenManyConnectWhoShareNothing_ShouldReachNoneOfThem()
    {
        var (buyer, merchant, _) = await server.CreatePairAsync();
        var strangers = new List<ChatConnection>();
        try
        {
            foreach (var batch in Enumerable.Range(0, Scale.Of(2_000, atLeast: 60)).Chunk(20))
                strangers.AddRange(await Task.WhenAll(batch.Select(async _ => await (await server.CreateBuyerAsync()).ConnectAsync())));
            // Whoever comes last is told of last: when a partner knows, everybody else would.
            await using var tab = await merchant.ConnectAsync();
            await using var last = await buyer.ConnectAsync();
            await tab.WaitForAsync("PresenceChanged", p => p.Text("user_id") == buyer.Id);
            Assert.All(strangers, s => Assert.Empty(s.All()));
        }
        finally
        {
            await Task.WhenAll(strangers.Select(s => s.DisposeAsync().AsTask()));
        }
    }

    [Fact]
    public async Task PresenceChanged_WhenAPageIsReloadedAgainAndAgain_ShouldBeToldOnce()
    {
        var (buyer, merchant, _) = await server.CreatePairAsync();
        await using var tab = await merchant.ConnectAsync();
        var page = await buyer.ConnectAsync();
        await tab.WaitForAsync("PresenceChanged", p => p.Text("user_id") == buyer.Id);
        for (var i = 0; i < 10; i++)
        {
            await page.DisposeAsync();
            page = await buyer.ConnectAsync();
        }

        await ComeAndGoAsync(tab, merchant);
        Assert.Single(tab.Events("PresenceChanged"), p => p.Text("user_id") == buyer.Id);
        await page.DisposeAsync();
    }

    [Fact]
    public async Task IsOnline_WhenTheProcessWasKilled_ShouldBeTrueOfNobody()
    {
        using var directory = new TempDirectory();
        await using (var killed = await ServerProcess.StartAsync(directory.Path))
        {
            using var merchant = await killed.SignInAsync("/api/auth/demo", new { user_id = "m1" });
            var token = merchant.DefaultRequestHeaders.Authorization!.Parameter!;
            await using var tab = await ChatConnection.OpenAsync(new Uri(killed.Address, "/hubs/chat"), token);
            Assert.True(await IsOnlineAsync(killed));
            await killed.KillAsync();
        }

        await using var next = await ServerProcess.StartAsync(directory.Path);
        Assert.False(await IsOnlineAsync(next));

        static async Task<bool> IsOnlineAsync(ServerProcess process)
        {
            using var buyer = await process.SignInAsync("/api/auth/demo", new { user_id = "b1" });
            return (await Answer.ReadAsync(await buyer.GetAsync("/api/users/m1")).ShouldBe(200)).Flag("is_online");
        }
    }

    [Fact]
    public async Task WatchPresence_WhenCalled_ShouldAnswerForThoseWhomTheCallerMaySee()
    {
        var buyer = await server.CreateBuyerAsync();
        var (online, offline, hidden) = (
            await server.CreateMerchantAsync(),
            await server.CreateMerchantAsync(),
            await server.CreateBuyerAsync()
        );
        await using var open = await online.ConnectAsync();
        await using var alsoOpen = await hidden.ConnectAsync();
        await using var tab = await buyer.ConnectAsync();

        var answer = await tab.CallAsync(
            "WatchPresence",
            new { user_ids = new[] { online.Id, offline.Id, hidden.Id, "nobody", "a1", "not an id", online.Id } }
        );

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

    private Task ComeAndGoAsync(ChatConnection watcher, ChatUser merchant) => PresenceCheck.ComeAndGoAsync(server, watcher, merchant);
}
