using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>What is where, and how it looks: on other screens, in other languages and colours, and on paper.</summary>
public sealed class LookTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [ChromiumFact]
    public async Task ChatPage_WhenWindowIsVeryWide_ShouldKeepItsLinesAndItsColumn()
    {
        var (window, _, _) = await OpenPairAsync(string.Concat(Enumerable.Repeat("这是一段很长的话，谁也不愿意一行读到底。", 60)));
        await window.Page.SetViewportSizeAsync(2560, 1300);
        await Expect(window.Messages).ToHaveCountAsync(1);
        await Expect(window.Page.GetByRole(AriaRole.Tab).First).ToBeVisibleAsync();

        var bubble = await BoxAsync(window.Messages.Locator(".bubble"));
        Assert.InRange(bubble.Width, 300, 760);
        var messages = await BoxAsync(window.MessageList);
        var column = await BoxAsync(window.MessageList.Locator(".content"));
        Assert.Equal(messages.X + messages.Width / 2, column.X + column.Width / 2, 20f);
        // Hairlines and edges that people see as one.
        var header = await BoxAsync(window.Page.Locator("section.pane > header"));
        var tabs = await BoxAsync(window.Page.GetByRole(AriaRole.Tablist));
        Assert.Equal(header.Y + header.Height, tabs.Y + tabs.Height, 0.5f);
        var title = await BoxAsync(window.Page.Locator("#list h2"));
        var search = await BoxAsync(window.Page.Locator("#list input[type=search]"));
        Assert.Equal(title.X, search.X, 0.5f);
    }

    [ChromiumFact]
    public async Task ChatPage_WhenTheSystemChoosesTheColours_ShouldStillShowWhatIsChosen()
    {
        var (window, _, _) = await OpenPairAsync("您好");
        await window.Page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await Expect(window.Page.GetByRole(AriaRole.Tab).First).ToBeVisibleAsync();

        foreach (
            var chosen in (ILocator[])
                [
                    window.Page.Locator("[data-conversation-id][aria-current=true]"),
                    window.Page.GetByRole(AriaRole.Tab, new() { Selected = true }),
                ]
        )
            await Expect(chosen).ToHaveCSSAsync("outline-style", "solid");
        await Expect(window.Page.GetByRole(AriaRole.Tab, new() { Selected = false }).First).ToHaveCSSAsync("outline-style", "none");
    }

    [ChromiumFact]
    public async Task ChatPage_WhenSomethingIsFound_ShouldBeReadableInBothThemes()
    {
        var (window, _, _) = await OpenPairAsync("有货，今天发货");
        await window.Page.GetByTestId("search-toggle").ClickAsync();
        await window.Page.GetByTestId("search-field").FillAsync("发货");
        await Expect(window.Messages.Locator("mark")).ToHaveTextAsync("发货");

        await Accessibility.CheckAsync(window.Page, "a hit of the search");
    }

    [ChromiumFact]
    public async Task ChatPage_WhenBrowserReadsEnglish_ShouldSpeakItInItsOwnFont()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        await using var context = await Browser.NewContextAsync(new() { Locale = "en-US" });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{Server.Url}/chat?user_id={buyer.Id}");

        // Its sentences are on their way with all else.
        await Expect(page.Locator("head link[rel=modulepreload][href*='/assets/en-']")).ToHaveCountAsync(1);
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en");
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "Conversations", Exact = true })).ToBeVisibleAsync();
        var apostrophe = await page.EvaluateAsync<double>(
            "() => { const drawing = document.createElement('canvas').getContext('2d'); drawing.font = `40px ${getComputedStyle(document.body).fontFamily}`; return drawing.measureText('’').width; }"
        );
        Assert.InRange(apostrophe, 1, 25);

        // A choice outlasts the browser's wish.
        await page.EvaluateAsync("localStorage.setItem('livechat.locale', 'zh-CN')");
        await page.ReloadAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-CN");
    }

    [ChromiumFact]
    public async Task ChatPage_WhenConversationDoesNotExist_ShouldOfferAWayOn()
    {
        MayFailRequests = true;
        var (window, buyer, _) = await OpenPairAsync("您好");
        await window.Page.GotoAsync($"{Server.Url}/chat?user_id={buyer.Id}&c=999999999");

        await Expect(window.Page.GetByText("会话不存在")).ToBeVisibleAsync();
        await Expect(window.Page.GetByRole(AriaRole.Button, new() { Name = "重试" })).ToHaveCountAsync(0);
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "返回会话列表" }).ClickAsync();
        await Expect(window.Page.GetByText("从左侧选择一个会话")).ToBeVisibleAsync();

        // From here the keys are found by those who do not know that there are any.
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "键盘快捷键" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Dialog, new() { Name = "键盘快捷键" })).ToBeVisibleAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "偏好设置" }).ClickAsync();
        await Expect(window.Page.Locator("header").GetByRole(AriaRole.Button, new() { Name = "键盘快捷键" })).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task ChatPage_WhenMerchantIsNew_ShouldGiveTheLinkForBuyers()
    {
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var window = await OpenChatAsync(merchant);

        var link = await window.Page.GetByTestId("invite-link").GetByRole(AriaRole.Textbox).InputValueAsync();
        Assert.Equal($"{Server.Url}/chat?target={merchant.Id}", link);
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var buyerWindow = new ChatWindow(await Context.NewPageAsync());
        await buyerWindow.Page.GotoAsync($"{link}&user_id={buyer.Id}");
        await buyerWindow.SendAsync("在吗");
        await Expect(window.Conversation(BuyerName)).ToContainTextAsync("在吗");
        await Expect(window.Page.GetByTestId("invite-link")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task ChatPage_WhenPrinted_ShouldPutTheWholeConversationOnPaper()
    {
        const int Said = 130;
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        for (var i = 1; i <= Said; i++)
            await Server.SayAsync(buyer, conversation, $"第 {i} 条");
        await Server.SayAsync(buyer, conversation, string.Join('\n', Enumerable.Range(1, 200).Select(line => $"第 {line} 行")));
        var window = await OpenChatAsync(buyer, merchant);
        // On the screen a message that fills several of them is folded.
        await Expect(window.Message("第 24 行")).ToBeVisibleAsync();
        await Expect(window.Message("第 200 行")).ToHaveCountAsync(0);
        await Expect(window.Page.GetByTestId("floating-day")).ToHaveAttributeAsync("data-shown", "false");

        await window.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await window.Page.EvaluateAsync("dispatchEvent(new Event('beforeprint'))");
        var paper = window.Page.GetByTestId("printed-thread").GetByRole(AriaRole.Article);
        await Expect(paper).ToHaveCountAsync(Said + 1);
        await Expect(paper.First).ToContainTextAsync("第 1 条");
        await Expect(paper.Nth(Said - 1)).ToContainTextAsync($"第 {Said} 条");
        await Expect(paper.Last).ToContainTextAsync("第 200 行");
        await Expect(paper.GetByRole(AriaRole.Button)).ToHaveCountAsync(0);
        await Expect(window.Composer).ToBeHiddenAsync();
        var sheets = CountPages(await window.Page.PdfAsync(new() { Format = "A4" }));
        Assert.True(sheets >= 6, $"{Said} messages and one of 200 lines on {sheets} sheets of paper.");

        await window.Page.EvaluateAsync("dispatchEvent(new Event('afterprint'))");
        await window.Page.EmulateMediaAsync(new() { Media = Media.Screen });
        await Expect(window.Composer).ToBeVisibleAsync();
        // While one scrolls, the day of what is read stands above it.
        await window.MessageList.HoverAsync();
        await window.Page.Mouse.WheelAsync(0, -900);
        await Expect(window.Page.GetByTestId("floating-day")).ToHaveAttributeAsync("data-shown", "true");
        await Expect(window.Page.GetByTestId("floating-day")).ToHaveTextAsync("今天");
    }

    private static int CountPages(byte[] pdf) =>
        System.Text.RegularExpressions.Regex.Count(System.Text.Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b");

    [ChromiumFact]
    public async Task Tray_WhenFileIsRefused_ShouldSayWhyAndOfferNothingInVain()
    {
        MayFailRequests = true;
        var (window, _, _) = await OpenPairAsync("您好");
        await window
            .Page.GetByTestId("pick-files")
            .SetInputFilesAsync(
                PickedFile.Of("二零二五年第三季度采购合同补充协议最终确认版本-甲方盖章.exe", "application/x-msdownload", "MZ"u8.ToArray())
            );
        var refused = window.Page.GetByTestId("upload");

        await Expect(refused).ToHaveAttributeAsync("data-state", "failed");
        await Expect(refused.GetByRole(AriaRole.Alert)).ToContainTextAsync("不支持这种文件");
        await Expect(refused.GetByRole(AriaRole.Button, new() { NameRegex = new("重试") })).ToHaveCountAsync(0);
        // A long name keeps its end.
        var row = await BoxAsync(refused);
        var end = await BoxAsync(refused.Locator(".end"));
        Assert.InRange(end.X + end.Width, row.X, row.X + row.Width);
        await Expect(refused.Locator(".end")).ToHaveTextAsync("-甲方盖章.exe");
    }

    [ChromiumFact]
    public async Task CustomerCard_WhenMerchantNotesSomething_ShouldKeepItForThemAlone()
    {
        var (buyerWindow, buyer, merchant) = await OpenPairAsync("您好");
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        await Server.SendFileAsync(buyer, conversation, "image", "药盒.png", PickedFile.Picture("药盒.png").Buffer);
        var window = await OpenChatAsync(merchant, buyer);
        var card = window.Page.GetByTestId("customer-card");
        await Expect(card).ToContainTextAsync("共 2 条消息");
        await Expect(card.GetByRole(AriaRole.Textbox)).ToHaveCountAsync(0);
        await card.GetByRole(AriaRole.Button, new() { Name = "添加标签" }).ClickAsync();
        await card.GetByRole(AriaRole.Textbox, new() { Name = "添加标签" }).FillAsync("批发");
        await window.Page.Keyboard.PressAsync("Enter");
        await Expect(card.GetByRole(AriaRole.List, new() { Name = "标签" })).ToContainTextAsync("批发");
        await window.Page.Keyboard.PressAsync("Escape");
        await card.GetByRole(AriaRole.Button, new() { Name = "添加备注" }).ClickAsync();
        await card.GetByRole(AriaRole.Textbox, new() { Name = "备注" }).FillAsync("月底结账");
        await Expect(card).ToContainTextAsync("已保存");
        await Accessibility.CheckAsync(window.Page, "the card of a customer");

        await window.Page.ReloadAsync();
        await Expect(card.GetByRole(AriaRole.Textbox, new() { Name = "备注" })).ToHaveValueAsync("月底结账");
        await Expect(card.GetByRole(AriaRole.List, new() { Name = "标签" })).ToContainTextAsync("批发");
        await card.GetByRole(AriaRole.Button, new() { Name = "1 张图片" }).ClickAsync();
        await Expect(window.Page.GetByRole(AriaRole.Tab, new() { Name = "文件" })).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(buyerWindow.Page.GetByRole(AriaRole.Tab).First).ToBeVisibleAsync();
        await Expect(buyerWindow.Page.GetByTestId("customer-card")).ToHaveCountAsync(0);
    }

    private static async Task<LocatorBoundingBoxResult> BoxAsync(ILocator locator) => (await locator.BoundingBoxAsync())!;

    private async Task<(ChatWindow Window, Person Buyer, Person Merchant)> OpenPairAsync(string said)
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        await Server.SayAsync(merchant, await Server.StartConversationAsync(buyer, merchant), said);
        var window = await OpenChatAsync(buyer, merchant);
        await Expect(window.Messages).ToHaveCountAsync(1);
        return (window, buyer, merchant);
    }
}

public sealed class LookOnPhoneTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    protected override BrowserNewContextOptions Options => Phone;

    [ChromiumFact]
    public async Task ChatPage_WhenKeyboardIsUp_ShouldLeaveRoomToReadAndToSend()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        for (var i = 1; i <= 12; i++)
            await Server.SayAsync(merchant, conversation, $"第 {i} 条");
        var window = await OpenChatAsync(buyer, merchant);
        await Expect(window.Message("第 12 条")).ToBeVisibleAsync();
        var bar = window.Page.GetByRole(AriaRole.Navigation, new() { Name = "切换页面" });
        await Expect(bar).ToBeVisibleAsync();

        // Upright: the keyboard takes 340 of 844 pixels.
        await window.Composer.TapAsync();
        await window.Page.SetViewportSizeAsync(390, 504);
        await Expect(bar).ToBeHiddenAsync();
        await Expect(window.Message("第 12 条")).ToBeInViewportAsync();

        // On its side, first without and then with it.
        foreach (var height in (int[])[390, 190, 160])
        {
            await window.Page.SetViewportSizeAsync(844, height);
            await Expect(window.Page.GetByTestId("send")).ToBeInViewportAsync(new() { Ratio = 1 });
            await Expect(window.Composer).ToBeInViewportAsync(new() { Ratio = 1 });
            var messages = (await window.MessageList.BoundingBoxAsync())!;
            Assert.InRange(messages.Height, 50, height);
            await Expect(window.Message("第 12 条")).ToBeInViewportAsync();
        }

        await window.SendAsync("收到");
        await Expect(window.Message("收到")).ToBeInViewportAsync();

        await window.Page.SetViewportSizeAsync(390, 844);
        await window.Composer.BlurAsync();
        await Expect(bar).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task EmojiPanel_WhenOnPhone_ShouldStayForTheNext()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var window = await OpenChatAsync(buyer, await Server.CreatePersonAsync("merchant", MerchantName));
        await Expect(window.Composer).ToBeVisibleAsync();
        await window.OpenToolAsync("表情");
        var emoji = window.Page.GetByTestId("emoji");

        await emoji.Nth(0).TapAsync();
        await emoji.Nth(1).TapAsync();
        await Expect(window.Page.GetByTestId("emoji-panel")).ToBeVisibleAsync();
        await Expect(window.Composer).ToBeInViewportAsync();
        var written = await window.Composer.InputValueAsync();
        Assert.Equal(await emoji.Nth(0).TextContentAsync() + await emoji.Nth(1).TextContentAsync(), written);
        await window.Page.GetByTestId("send").TapAsync();
        await Expect(window.Message(written)).ToBeVisibleAsync();
    }
}
