using System.Text.RegularExpressions;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed partial class ChatPageTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string Online = "在线";

    [ChromiumFact]
    public async Task ChatPage_WhenTwoPeopleTalkInTwoWindows_ShouldShowMessagesReceiptsAndPresence()
    {
        var (buyer, merchant) = await CreatePairAsync();
        var support = await Server.CreatePersonAsync("platform", "官方客服");
        var buyerWindow = await OpenChatAsync(buyer, merchant);
        await Expect(buyerWindow.Composer).ToBeVisibleAsync();

        // The merchant finds a conversation that somebody else began.
        var merchantWindow = await OpenChatAsync(merchant);
        await Expect(merchantWindow.Conversations).ToHaveCountAsync(1);
        await Expect(buyerWindow.Presence).ToHaveTextAsync(Online);

        await buyerWindow.SendAsync("请问连花清瘟胶囊还有货吗？");
        await Expect(buyerWindow.Messages).ToHaveAttributeAsync("data-status", "sent");
        await Expect(merchantWindow.Conversation(BuyerName)).ToContainTextAsync("请问连花清瘟胶囊还有货吗？");

        await merchantWindow.Conversation(BuyerName).ClickAsync();
        await Expect(merchantWindow.Messages).ToContainTextAsync("请问连花清瘟胶囊还有货吗？");
        await Expect(buyerWindow.Messages).ToHaveAttributeAsync("data-status", "read");

        await merchantWindow.SendAsync("有的，下午就能发货。");
        await Expect(buyerWindow.Message("有的，下午就能发货。")).ToBeVisibleAsync();
        await Expect(merchantWindow.Message("有的，下午就能发货。")).ToHaveAttributeAsync("data-status", "read");

        // Of two tabs one closes. Support leaves after it: when that is known, the first would be known too.
        await Server.StartConversationAsync(buyer, support);
        var supportWindow = await OpenChatAsync(support);
        var secondTab = await OpenChatAsync(merchant);
        await Expect(secondTab.Conversations).ToHaveCountAsync(1);
        await Expect(DotOf(buyerWindow, "官方客服")).ToHaveAttributeAsync("data-online", "true");
        await merchantWindow.Page.CloseAsync();
        await supportWindow.Page.CloseAsync();
        await Expect(DotOf(buyerWindow, "官方客服")).ToHaveAttributeAsync("data-online", "false");
        await Expect(buyerWindow.Presence).ToHaveTextAsync(Online);

        await secondTab.Page.CloseAsync();
        await Expect(buyerWindow.Presence).ToContainTextAsync("最后在线");
        await Expect(DotOf(buyerWindow, MerchantName)).ToHaveAttributeAsync("data-online", "false");
    }

    [ChromiumFact]
    public async Task ChatPage_WhenMessageArrivesElsewhere_ShouldCountItAndMoveItsConversationUp()
    {
        var (buyer, merchant) = await CreatePairAsync();
        var other = await Server.CreatePersonAsync("merchant", "阿纳斯蒂制药");
        var first = await Server.StartConversationAsync(buyer, merchant);
        var second = await Server.StartConversationAsync(buyer, other);
        await Server.SayAsync(merchant, first, "第一");
        await Server.SayAsync(other, second, "第二");
        await Server.ReadAsync(buyer, first, 1);
        await Server.ReadAsync(buyer, second, 1);
        var window = await OpenChatAsync(buyer);
        await Expect(window.Conversations.First).ToContainTextAsync("阿纳斯蒂制药");
        await Expect(window.UnreadBadges).ToHaveCountAsync(0);
        await Expect(window.Page).ToHaveTitleAsync(PlainTitle());

        await Server.SayAsync(merchant, first, "到货了");
        await Server.SayAsync(merchant, first, "今天发出");

        await Expect(window.Conversations.First).ToContainTextAsync(MerchantName);
        await Expect(window.Conversations.First).ToContainTextAsync("今天发出");
        await Expect(window.UnreadBadges).ToHaveTextAsync("2");
        await Expect(window.Page).ToHaveTitleAsync(TitleWithTwo());

        await window.Conversations.First.ClickAsync();
        await Expect(window.UnreadBadges).ToHaveCountAsync(0);
        await Expect(window.Page).ToHaveTitleAsync(PlainTitle());
        Assert.Equal(0, await Server.CountUnreadAsync(buyer, first));
    }

    [ChromiumFact]
    public async Task ChatPage_WhenOtherSideTypes_ShouldSaySoUntilTheyStop()
    {
        var (buyer, merchant) = await CreatePairAsync();
        var buyerWindow = await OpenChatAsync(buyer, merchant);
        var merchantWindow = await OpenChatAsync(merchant, buyer);
        await Expect(buyerWindow.Presence).ToHaveTextAsync(Online);

        await merchantWindow.Composer.PressSequentiallyAsync("好");
        await Expect(buyerWindow.Typing).ToBeVisibleAsync();
        await Expect(buyerWindow.Conversation(MerchantName)).ToContainTextAsync("正在输入");

        await merchantWindow.Composer.PressAsync("Backspace");
        await Expect(buyerWindow.Typing).ToBeHiddenAsync();

        await merchantWindow.Composer.PressSequentiallyAsync("好的");
        await Expect(buyerWindow.Typing).ToBeVisibleAsync();
        await merchantWindow.Composer.PressAsync("Enter");
        await Expect(buyerWindow.Message("好的")).ToBeVisibleAsync();
        await Expect(buyerWindow.Typing).ToBeHiddenAsync();
    }

    [ChromiumFact]
    public async Task ChatPage_WhenScrolledUp_ShouldLoadOlderMessagesAndKeepThePlace()
    {
        var (buyer, merchant) = await CreatePairAsync();
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        for (var i = 1; i <= 120; i++)
            await Server.SayAsync(merchant, conversation, $"第 {i} 条");
        await Server.ReadAsync(buyer, conversation, 120);
        var window = await OpenChatAsync(buyer);
        await window.Conversation(MerchantName).ClickAsync();
        await Expect(window.Message("第 120 条")).ToBeInViewportAsync();

        // Whatever loads above, the message that stood at the top of the list stays where it was.
        var older = window.Page.WaitForResponseAsync(response => response.Url.Contains("before=71", StringComparison.Ordinal));
        await window.MessageList.EvaluateAsync("list => list.scrollTop = 0");
        await older;
        await Expect(window.Page.Locator("[data-sequence='70']")).ToBeAttachedAsync();
        await Expect(window.Page.Locator("[data-sequence='71']")).ToBeInViewportAsync();

        await window.ScrollToBeginningAsync();
        await Expect(window.Page.GetByText("已显示全部消息")).ToBeInViewportAsync();
        await Expect(window.Page.Locator("[data-sequence='1']")).ToBeInViewportAsync();

        // Who reads old messages is not torn away by a new one, and is told of it.
        await Server.SayAsync(merchant, conversation, "刚到的");
        await Expect(window.Page.GetByText("1 条新消息")).ToBeVisibleAsync();
        await Expect(window.Page.Locator("[data-sequence='1']")).ToBeInViewportAsync();
        await window.Page.GetByText("1 条新消息").ClickAsync();
        await Expect(window.Message("刚到的")).ToBeInViewportAsync();
    }

    [ChromiumFact]
    public async Task Composer_WhenEnterIsPressed_ShouldSendButNotWithShiftNorWhileComposing()
    {
        var (buyer, merchant) = await CreatePairAsync();
        var window = await OpenChatAsync(buyer, merchant);
        await Expect(window.Composer).ToBeFocusedAsync();

        await window.Page.Keyboard.TypeAsync("一");
        await window.Page.Keyboard.PressAsync("Shift+Enter");
        await window.Page.Keyboard.TypeAsync("二");
        await Expect(window.Composer).ToHaveValueAsync("一\n二");
        await Expect(window.Messages).ToHaveCountAsync(0);
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Messages).ToHaveCountAsync(1);
        await Expect(window.Messages.Locator(".text")).ToHaveTextAsync("一\n二", new() { UseInnerText = true });
        await Expect(window.Composer).ToHaveValueAsync("");

        // An input method whose candidate is taken by Enter: the page sees the key, the text comes from the method.
        var inputMethod = await Context.NewCDPSessionAsync(window.Page);
        await inputMethod.SendAsync(
            "Input.imeSetComposition",
            new()
            {
                ["text"] = "nihao",
                ["selectionStart"] = 5,
                ["selectionEnd"] = 5,
            }
        );
        await inputMethod.SendAsync(
            "Input.dispatchKeyEvent",
            new()
            {
                ["type"] = "rawKeyDown",
                ["key"] = "Enter",
                ["code"] = "Enter",
                ["windowsVirtualKeyCode"] = 229,
            }
        );
        await inputMethod.SendAsync("Input.insertText", new() { ["text"] = "你好" });
        await Expect(window.Composer).ToHaveValueAsync("你好");
        await Expect(window.Messages).ToHaveCountAsync(1);
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(window.Messages).ToHaveCountAsync(2);

        // Nothing but white space is no message.
        await window.SendAsync("  \n ");
        await window.SendAsync("三");
        await Expect(window.Messages).ToHaveCountAsync(3);
        await Expect(window.Message("三")).ToHaveAttributeAsync("data-status", "sent");
    }

    [ChromiumFact]
    public async Task ChatPage_WhenTextIsHostile_ShouldShowItAsText()
    {
        var buyer = await Server.CreatePersonAsync("buyer", "<b onmouseover=alert(1)>店");
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        string[] texts =
        [
            "<img src=x onerror=\"window.hacked=1\">",
            "<script>window.hacked=2</script>",
            "javascript:window.hacked=3",
            "</textarea><svg onload=window.hacked=4>",
            "https://example.com/\"onmouseover=\"window.hacked=5",
            "{{constructor.constructor('window.hacked=6')()}}",
        ];
        var merchantWindow = await OpenChatAsync(merchant, buyer);
        var buyerWindow = await OpenChatAsync(buyer, merchant);

        foreach (var text in texts)
        {
            await buyerWindow.SendAsync(text);
            await Expect(merchantWindow.Message(text)).ToBeVisibleAsync();
        }

        await Expect(merchantWindow.MessageList.Locator(".text")).ToHaveTextAsync(texts);
        await Expect(merchantWindow.Conversation("<b onmouseover=alert(1)>店")).ToBeVisibleAsync();
        await Expect(merchantWindow.MessageList.Locator("script, svg[onload], img[onerror], [onmouseover], a[href^='javascript']"))
            .ToHaveCountAsync(0);
        foreach (var window in (ChatWindow[])[buyerWindow, merchantWindow])
            Assert.False(await window.Page.EvaluateAsync<bool>("'hacked' in window"));
    }

    [ChromiumFact]
    public async Task ChatPage_WhenWindowIsWide_ShouldShowListAndChatSideBySide()
    {
        var (buyer, merchant) = await CreatePairAsync();
        var window = await OpenChatAsync(buyer, merchant);

        foreach (var (width, height) in ((int, int)[])[(1440, 900), (820, 1180)])
        {
            await window.Page.SetViewportSizeAsync(width, height);
            await Expect(window.Conversation(MerchantName)).ToBeInViewportAsync(new() { Ratio = 1 });
            await Expect(window.Composer).ToBeInViewportAsync(new() { Ratio = 1 });
            Assert.True(await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        }
    }

    private static ILocator DotOf(ChatWindow window, string name) => window.Conversation(name).Locator("[data-online]");

    [GeneratedRegex("^LiveChat")]
    private static partial Regex PlainTitle();

    [GeneratedRegex(@"^\(2\) ")]
    private static partial Regex TitleWithTwo();

    private async Task<(Person Buyer, Person Merchant)> CreatePairAsync() =>
        (await Server.CreatePersonAsync("buyer", BuyerName), await Server.CreatePersonAsync("merchant", MerchantName));
}
