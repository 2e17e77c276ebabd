using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class BadNetworkOnDesktopTests(BrowserFixture fixture) : BadNetworkTests(fixture);

public sealed class BadNetworkOnPhoneTests(BrowserFixture fixture) : BadNetworkTests(fixture)
{
    protected override BrowserNewContextOptions Options => Phone;
}

/// <summary>What people keep when the network does not.</summary>
public abstract class BadNetworkTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const float SlowMs = 30_000;

    [ChromiumFact]
    public async Task ChatPage_WhenTheChatsPartComesLate_ShouldStillBeginAtTheUnread()
    {
        const int Unread = 230;
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        for (var i = 1; i <= Unread; i++)
            await Server.SayAsync(merchant, conversation, $"第 {i} 条");
        var messages = new TaskCompletionSource();
        Context.Response += (_, response) =>
            _ = response.Url.Contains("/messages?after=", StringComparison.Ordinal) && messages.TrySetResult();
        await Context.RouteAsync(
            "**/assets/ChatPane-*.js",
            async route =>
            {
                await messages.Task;
                await route.ContinueAsync();
            }
        );

        var window = await OpenChatAsync(buyer, merchant);

        await Expect(window.Page.Locator("[data-sequence='1']")).ToBeInViewportAsync();
        await Expect(window.JumpToEnd).ToContainTextAsync("条新消息");
        await Expect(window.JumpToEnd).Not.ToHaveTextAsync($"{Unread} 条新消息");
        Assert.InRange(await Server.CountUnreadAsync(buyer, conversation), Unread - 30, Unread - 1);
    }

    [ChromiumFact]
    public async Task ChatPage_WhenOffline_ShouldSayHowItStandsAndSendOnceInOrderWhenItIsBack()
    {
        MayFailRequests = true;
        await using var server = await LiveServer.StartNewAsync();
        var (buyer, merchant) = await CreatePairAsync(server);
        var conversation = await server.StartConversationAsync(buyer, merchant);
        await server.SayAsync(merchant, conversation, "您好");
        var first = await OpenChatAsync(server, buyer, merchant);
        var second = await OpenChatAsync(server, buyer, merchant);
        await Expect(first.Messages).ToHaveCountAsync(1);
        await Expect(second.Messages).ToHaveCountAsync(1);

        await Context.SetOfflineAsync(true);
        await server.StopAsync();
        await server.StartAsync();
        var banner = first.Page.GetByTestId("connection-banner");
        await Expect(banner).ToContainTextAsync("网络已断开");
        await Expect(banner.GetByRole(AriaRole.Button, new() { Name = "立即重试" })).ToBeVisibleAsync();
        await first.SendAsync("一");
        await first.SendAsync("二");
        await second.SendAsync("三");
        await first.SendAsync("四");
        await Expect(banner).ToContainTextAsync("4 条消息等待发送");
        await server.SayAsync(merchant, conversation, "您那边断了吗");
        var bannerBox = (await banner.BoundingBoxAsync())!;
        var messagesBox = (await first.MessageList.BoundingBoxAsync())!;
        Assert.True(bannerBox.Y + bannerBox.Height <= messagesBox.Y);

        await Context.SetOfflineAsync(false);

        foreach (var window in (ChatWindow[])[first, second])
        {
            await Expect(window.Page.Locator("[data-status='sent']")).ToHaveCountAsync(4, new() { Timeout = SlowMs });
            await Expect(window.Messages).ToHaveCountAsync(6);
            await Expect(window.Page.GetByTestId("connection-banner")).ToBeHiddenAsync();
            Assert.Equal(["您好", "您那边断了吗", "一", "二", "三", "四"], await window.MessageList.Locator(".text").AllInnerTextsAsync());
        }
    }

    [ChromiumFact]
    public async Task ChatPage_WhenServerRefuses_ShouldSayWhyAndOfferToTryAgainOrDelete()
    {
        MayFailRequests = true;
        var (buyer, merchant) = await CreatePairAsync(Server);
        var window = await OpenChatAsync(buyer, merchant);
        var other = await OpenChatAsync(buyer, merchant);
        await window.SendAsync("在吗");
        await Expect(window.Message("在吗")).ToHaveAttributeAsync("data-status", "sent");
        await Expect(other.Message("在吗")).ToHaveAttributeAsync("data-status", "sent");
        await WriteBeforeTheOtherSideIsDisabledAsync(window, merchant, "还有货吗");
        await window.Message("还有货吗").GetByRole(AriaRole.Button, new() { Name = "重试" }).ClickAsync();
        await Expect(window.Composer).ToBeDisabledAsync();
        await Expect(window.Page.GetByText("对方的账号已停用，无法发送消息")).ToBeVisibleAsync();

        // Both tabs know of it, and what one of them drops is gone from both.
        await Expect(other.Composer).ToBeDisabledAsync();
        await other.Message("还有货吗").GetByRole(AriaRole.Button, new() { Name = "删除" }).ClickAsync();
        await Expect(other.Message("还有货吗")).ToHaveCountAsync(0);
        await Expect(window.Message("还有货吗")).ToHaveCountAsync(0);

        await Server.SetStatusAsync(merchant, "active");
        await Expect(window.Composer).ToBeEnabledAsync();
        await WriteBeforeTheOtherSideIsDisabledAsync(window, merchant, "什么时候发货");
        await Server.SetStatusAsync(merchant, "active");
        await window.Message("什么时候发货").GetByRole(AriaRole.Button, new() { Name = "重试" }).ClickAsync();
        await Expect(window.Message("什么时候发货")).ToHaveAttributeAsync("data-status", "sent");
        await Expect(other.Message("什么时候发货")).ToHaveAttributeAsync("data-status", "sent");
    }

    [ChromiumFact]
    public async Task ChatPage_WhenTooFastForTheServer_ShouldWaitAndGoOnInOrder()
    {
        MayFailRequests = true;
        await using var server = await LiveServer.StartNewAsync("--Limits:Enabled=true", "--Limits:Send=3/2");
        var (buyer, merchant) = await CreatePairAsync(server);
        var window = await OpenChatAsync(server, buyer, merchant);
        string[] written = [.. Enumerable.Range(1, 8).Select(n => $"第{n}条")];
        foreach (var text in written)
            await window.SendAsync(text);

        await Expect(window.Page.Locator("[data-status='sent']")).ToHaveCountAsync(written.Length, new() { Timeout = SlowMs });
        Assert.Equal(written, await window.MessageList.Locator(".text").AllInnerTextsAsync());
        Assert.Equal(written.Length, await server.CountUnreadAsync(merchant, await server.StartConversationAsync(merchant, buyer)));
    }

    [ChromiumFact]
    public async Task ChatPage_WhenWebSocketsAreBlocked_ShouldTalkByServerSentEvents()
    {
        await TalkWithoutAsync(
            async page => await page.RouteWebSocketAsync("**/hubs/**", async socket => await socket.CloseAsync()),
            "text/event-stream"
        );
    }

    [ChromiumFact]
    public async Task ChatPage_WhenWebSocketsAreLetInAndCarryNothing_ShouldTalkByServerSentEvents()
    {
        await TalkWithoutAsync(async page => await page.RouteWebSocketAsync("**/hubs/**", _ => { }), "text/event-stream");
    }

    [ChromiumFact]
    public async Task ChatPage_WhenOnlyPlainRequestsPass_ShouldTalkByLongPolling()
    {
        await TalkWithoutAsync(
            async page =>
            {
                await page.RouteWebSocketAsync("**/hubs/**", async socket => await socket.CloseAsync());
                await page.RouteAsync(
                    "**/hubs/chat?**",
                    async route =>
                    {
                        var isStream =
                            (await route.Request.AllHeadersAsync())
                                .GetValueOrDefault("accept")
                                ?.Contains("text/event-stream", StringComparison.Ordinal) == true;
                        await (isStream ? route.AbortAsync() : route.ContinueAsync());
                    }
                );
            },
            null
        );
    }

    /// <summary>Without a network the page can't know, and finds out when what was written goes out.</summary>
    private async Task WriteBeforeTheOtherSideIsDisabledAsync(ChatWindow window, Person merchant, string text)
    {
        await Context.SetOfflineAsync(true);
        await Expect(window.Page.GetByTestId("connection-banner")).ToBeVisibleAsync(new() { Timeout = SlowMs });
        await window.SendAsync(text);
        await Server.SetStatusAsync(merchant, "disabled");
        await Context.SetOfflineAsync(false);
        await Expect(window.Message(text)).ToHaveAttributeAsync("data-status", "failed", new() { Timeout = SlowMs });
    }

    private async Task TalkWithoutAsync(Func<IPage, Task> block, string? stream)
    {
        MayFailRequests = true;
        var (buyer, merchant) = await CreatePairAsync(Server);
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        var page = await Context.NewPageAsync();
        await block(page);
        var sawStream = false;
        page.Request += (_, request) => sawStream |= request.ResourceType == "eventsource";
        await page.GotoAsync($"{Server.Url}/chat?user_id={buyer.Id}&target={merchant.Id}");
        var window = new ChatWindow(page);

        await window.SendAsync("能收到吗");
        await Expect(window.Message("能收到吗")).ToHaveAttributeAsync("data-status", "sent", new() { Timeout = SlowMs });
        await Server.SayAsync(merchant, conversation, "能");
        await Expect(window.Message("能").Last).ToBeVisibleAsync();
        await Expect(window.Messages).ToHaveCountAsync(2);
        await Expect(page.GetByTestId("connection-banner")).ToBeHiddenAsync();
        if (stream is not null)
            Assert.True(sawStream);
    }

    private static async Task<(Person Buyer, Person Merchant)> CreatePairAsync(LiveServer server) =>
        (await server.CreatePersonAsync("buyer", BuyerName), await server.CreatePersonAsync("merchant", MerchantName));
}
