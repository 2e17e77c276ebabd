using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>Chat through what stands between people and servers. People behind a proxy do not know that there is one.</summary>
public sealed class ProxyTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const float SlowMs = 40_000;

    [NginxFact]
    public async Task ChatPage_WhenNginxOnlyPassesOn_ShouldTalk()
    {
        await using var nginx = await Nginx.StartAsync(Server);
        Assert.Equal("eventsource", await TalkAsync(nginx));
    }

    [NginxFact]
    public async Task ChatPage_WhenNginxBuffersEvenStreams_ShouldTalkByLongPollingAndKnowItNextTime()
    {
        await using var nginx = await Nginx.StartAsync(Server, "proxy_ignore_headers X-Accel-Buffering;");
        Assert.Equal("poll", await TalkAsync(nginx));

        var tried = new List<string>();
        Context.Request += (_, request) => tried.Add(request.ResourceType);
        Assert.Equal("poll", await TalkAsync(nginx));
        Assert.DoesNotContain("eventsource", tried);
    }

    [NginxFact]
    public async Task ChatPage_WhenNginxCutsWhatIsQuiet_ShouldEndUpWithAConnectionThatStays()
    {
        await using var nginx = await Nginx.StartAsync(Server, "proxy_read_timeout 5s;");
        var polls = new TaskCompletionSource();
        var answered = 0;
        Context.Response += (_, response) =>
        {
            if (
                response.Request.Method == "GET"
                && response.Request.ResourceType == "fetch"
                && response.Url.Contains("/hubs/chat?", StringComparison.Ordinal)
                && response.Status == 200
                && ++answered > 3
            )
                polls.TrySetResult();
        };
        await TalkAsync(nginx.Url, stay: () => polls.Task.WaitAsync(TimeSpan.FromMilliseconds(SlowMs)));
    }

    [NginxFact]
    public async Task ChatPage_WhenNginxIsSetUpAsTheDocumentationSays_ShouldTalkByWebSockets()
    {
        await using var nginx = await Nginx.StartAsync(
            Server,
            """
            proxy_http_version 1.1;
            proxy_set_header Upgrade $http_upgrade;
            proxy_set_header Connection $connection_upgrade;
            """,
            "map $http_upgrade $connection_upgrade { default upgrade; '' close; }"
        );
        Assert.Equal("websocket", await TalkAsync(nginx));
    }

    [ChromiumFact]
    public async Task ChatPage_WhenWebSocketsAreCutAfterTheGreeting_ShouldTalkAllTheSame()
    {
        Assert.Equal(
            "eventsource",
            await TalkAsync(
                Server.Url,
                page =>
                    page.RouteWebSocketAsync(
                        "**/hubs/**",
                        socket =>
                        {
                            var server = socket.ConnectToServer();
                            server.OnMessage(async message =>
                            {
                                socket.Send(message.Text ?? "");
                                await server.CloseAsync();
                                await socket.CloseAsync();
                            });
                        }
                    )
            )
        );
    }

    private Task<string?> TalkAsync(Nginx nginx) => TalkAsync(nginx.Url);

    /// <returns>What carried the last message: <c>websocket</c>, <c>eventsource</c> or <c>poll</c>.</returns>
    private async Task<string?> TalkAsync(string url, Func<IPage, Task>? prepare = null, Func<Task>? stay = null)
    {
        MayFailRequests = true;
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        var page = await Context.NewPageAsync();
        if (prepare is not null)
            await prepare(page);
        var carrier = (string?)null;
        page.WebSocket += (_, _) => carrier = "websocket";
        page.Request += (_, request) =>
        {
            if (request.ResourceType == "eventsource")
                carrier = "eventsource";
            else if (request.Method == "GET" && request.Url.Contains("/hubs/chat?", StringComparison.Ordinal))
                carrier = "poll";
        };
        await page.GotoAsync($"{url}/chat?user_id={buyer.Id}&target={merchant.Id}");
        var window = new ChatWindow(page);

        await window.SendAsync("能收到吗");
        await Expect(window.Message("能收到吗")).ToHaveAttributeAsync("data-status", "sent", new() { Timeout = SlowMs });
        await Server.SayAsync(merchant, conversation, "收到了");
        await Expect(window.Message("收到了")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("connection-banner")).ToBeHiddenAsync();
        if (stay is not null)
            await stay();
        await page.CloseAsync();
        return carrier;
    }
}
