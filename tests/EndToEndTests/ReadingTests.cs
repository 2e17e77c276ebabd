using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>Read is what stood on the screen of a window in use, and nothing else.</summary>
public sealed class ReadingTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const int Unread = 40;

    private const int ReadBefore = 30;

    /// <summary>By how much each kind of answer is late, in milliseconds, so that each overtakes each other.</summary>
    private static readonly (int Messages, int Conversation, int List, int Hub)[] Orders =
    [
        (0, 0, 0, 0),
        (120, 120, 120, 120),
        (250, 20, 20, 60),
        (20, 250, 20, 60),
        (120, 20, 250, 20),
        (250, 120, 20, 20),
        (60, 20, 20, 250),
        (350, 120, 120, 200),
    ];

    [ChromiumFact]
    public async Task Open_WhenAnswersAreLateReorderedOrDoubled_ShouldBeginAtTheFirstUnreadAndReadWhatIsOnTheScreen()
    {
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        foreach (var order in Orders)
        {
            var (buyer, conversation) = await FillAsync(merchant, ReadBefore + Unread, ReadBefore);
            var page = await Context.NewPageAsync();
            var window = new ChatWindow(page);
            var firstPages = 0;
            await DelayAsync(page, $"**/api/conversations/{conversation}/messages?*", order.Messages);
            await DelayAsync(page, $"**/api/conversations/{conversation}", order.Conversation);
            await DelayAsync(page, "**/api/conversations?*", order.List);
            await DoublePushesAsync(page, order.Hub);
            page.Request += (_, request) => firstPages += request.Url.Contains("/messages?limit=", StringComparison.Ordinal) ? 1 : 0;

            await page.GotoAsync($"{Server.Url}/chat?user_id={merchant.Id}&c={conversation}");
            await Expect(page.GetByText("以下为新消息")).ToBeInViewportAsync();
            await Expect(At(window, ReadBefore + 1)).ToBeInViewportAsync();
            // What comes while it settles is a change of the list too.
            await Server.SayAsync(buyer, conversation, "还在吗");
            await Expect(window.JumpToEnd).ToContainTextAsync("条新消息");
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);

            await Expect(page.GetByText("以下为新消息")).ToBeInViewportAsync();
            await ExpectUnreadBelowScreenAsync(window, merchant, conversation, ReadBefore + Unread + 1);
            Assert.Equal(1, firstPages);
            await page.CloseAsync();
        }
    }

    [ChromiumFact]
    public async Task Scroll_WhenSomeOfManyHaveBeenSeen_ShouldReadAsFarAndCountDown()
    {
        const int Many = 200;
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var (_, conversation) = await FillAsync(merchant, Many, 0);
        var window = new ChatWindow(await Context.NewPageAsync());
        await window.Page.GotoAsync($"{Server.Url}/chat?user_id={merchant.Id}&c={conversation}");
        await Expect(At(window, 1)).ToBeInViewportAsync();
        await ExpectUnreadBelowScreenAsync(window, merchant, conversation, Many);

        // By hand, until the 36th is the last one on the screen.
        await window.MessageList.HoverAsync();
        for (var last = 0; last < 36; last = await LastOnScreenAsync(window))
            await window.Page.Mouse.WheelAsync(0, 40);
        await ExpectUnreadBelowScreenAsync(window, merchant, conversation, Many);
        var left = await Server.CountUnreadAsync(merchant, conversation);
        Assert.InRange(left, Many - 38, Many - 36);
        await Expect(window.JumpToEnd).ToHaveTextAsync($"{left} 条新消息");

        // A jump of the page is no reading: an answer leads to the end, and what lies between stays unread until one goes there.
        await window.SendAsync("稍等");
        await Expect(window.Message("稍等")).ToBeInViewportAsync();
        await Expect(window.Message("稍等")).ToHaveAttributeAsync("data-status", "sent");
        var back = window.Page.GetByTestId("jump-to-unread");
        await Expect(back).ToHaveTextAsync($"上面有 {left} 条未读");
        Assert.Equal(left, await Server.CountUnreadAsync(merchant, conversation));
        await back.ClickAsync();
        await Expect(At(window, Many - left + 1)).ToBeInViewportAsync();
        await ExpectUnreadBelowScreenAsync(window, merchant, conversation, Many);

        // The pill is somebody's own wish to be done with the rest.
        await window.JumpToEnd.ClickAsync();
        await Expect(window.UnreadBadges).ToHaveCountAsync(0);
        Assert.Equal(0, await Server.CountUnreadAsync(merchant, conversation));
    }

    [ChromiumFact]
    public async Task Message_WhenWindowIsInViewButNotInUse_ShouldStayUnreadUntilItIsSeen()
    {
        const int Many = 30;
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var (buyer, conversation) = await FillAsync(merchant, 5, 5);
        var window = new ChatWindow(await Context.NewPageAsync());
        await window.Page.GotoAsync($"{Server.Url}/chat?user_id={merchant.Id}&c={conversation}");
        await Expect(At(window, 5)).ToBeInViewportAsync();

        await SetFocusedAsync(window, false);
        for (var i = 0; i < Many; i++)
            await Server.SayAsync(buyer, conversation, $"背后的第 {i} 条");
        await Expect(window.UnreadBadges).ToHaveTextAsync($"{Many}");
        // The list follows for as long as the first of them stays in sight.
        await Expect(At(window, 6)).ToBeInViewportAsync();
        await Expect(window.JumpToEnd).ToHaveTextAsync($"{Many} 条新消息");
        Assert.Equal(Many, await Server.CountUnreadAsync(merchant, conversation));

        await SetFocusedAsync(window, true);
        await Expect(window.Page.GetByText("以下为新消息")).ToBeInViewportAsync();
        await ExpectUnreadBelowScreenAsync(window, merchant, conversation, 5 + Many);
        Assert.NotEqual(0, await Server.CountUnreadAsync(merchant, conversation));
    }

    [ChromiumFact]
    public async Task Message_WhenADialogCoversTheConversation_ShouldStayUnreadUntilItIsClosed()
    {
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var (buyer, conversation) = await FillAsync(merchant, 5, 5);
        var window = new ChatWindow(await Context.NewPageAsync());
        await window.Page.GotoAsync($"{Server.Url}/chat?user_id={merchant.Id}&c={conversation}");
        await Expect(At(window, 5)).ToBeInViewportAsync();
        await window.MessageList.FocusAsync();
        await window.Page.Keyboard.PressAsync("?");
        await Expect(window.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();

        await Server.SayAsync(buyer, conversation, "被挡住的");
        await Expect(window.UnreadBadges).ToHaveTextAsync("1");
        await Expect(window.Message("被挡住的")).ToBeInViewportAsync();
        Assert.Equal(1, await Server.CountUnreadAsync(merchant, conversation));

        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(window.UnreadBadges).ToHaveCountAsync(0);
    }

    private static ILocator At(ChatWindow window, int sequence) => window.Page.Locator($"[data-sequence='{sequence}']");

    private static Task<int> LastOnScreenAsync(ChatWindow window) =>
        window.MessageList.EvaluateAsync<int>(
            """
            list => {
              const end = list.getBoundingClientRect().bottom;
              const seen = [...list.querySelectorAll('[data-sequence]')].filter(one => {
                const { top, bottom } = one.getBoundingClientRect();
                return (top + bottom) / 2 <= end;
              });
              return Math.max(0, ...seen.map(one => Number(one.dataset.sequence)));
            }
            """
        );

    /// <summary>Waits until the server counts what lies below the screen, and no more.</summary>
    private async Task ExpectUnreadBelowScreenAsync(ChatWindow window, Person reader, long conversation, int last)
    {
        var (unread, below) = (0, -1);
        for (var deadline = DateTime.UtcNow.AddSeconds(10); unread != below && DateTime.UtcNow < deadline; )
        {
            below = Math.Max(0, last - await LastOnScreenAsync(window));
            unread = await Server.CountUnreadAsync(reader, conversation);
        }

        Assert.Equal(below, unread);
    }

    private static async Task DelayAsync(IPage page, string url, int milliseconds) =>
        await page.RouteAsync(
            url,
            async route =>
            {
                await Task.Delay(milliseconds);
                await route.ContinueAsync();
            }
        );

    /// <summary>Each push comes late, and twice.</summary>
    private static Task DoublePushesAsync(IPage page, int milliseconds) =>
        page.RouteWebSocketAsync(
            "**/hubs/chat?*",
            socket =>
            {
                var server = socket.ConnectToServer();
                var last = Task.CompletedTask;
                server.OnMessage(frame =>
                {
                    var text = frame.Text ?? "";
                    last = last.ContinueWith(
                            async _ =>
                            {
                                await Task.Delay(milliseconds);
                                socket.Send(text);
                                if (text.Contains("\"target\":\"Message", StringComparison.Ordinal))
                                    socket.Send(text);
                            },
                            TaskScheduler.Default
                        )
                        .Unwrap();
                });
            }
        );

    private async Task<(Person Buyer, long Conversation)> FillAsync(Person merchant, int count, int read)
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        for (var i = 1; i <= count; i++)
            await Server.SayAsync(buyer, conversation, $"第 {i} 条");
        await Server.ReadAsync(merchant, conversation, read);
        return (buyer, conversation);
    }

    private static async Task SetFocusedAsync(ChatWindow window, bool isFocused) =>
        await window.Page.EvaluateAsync(
            """
            is => {
              document.hasFocus = () => is;
              window.dispatchEvent(new Event(is ? 'focus' : 'blur'));
            }
            """,
            isFocused
        );
}
