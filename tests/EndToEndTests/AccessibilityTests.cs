using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class AccessibilityOnDesktopTests(BrowserFixture fixture) : AccessibilityTests(fixture);

public sealed class AccessibilityOnPhoneTests(BrowserFixture fixture) : AccessibilityTests(fixture)
{
    protected override BrowserNewContextOptions Options => Phone;
}

/// <summary>Every page and what opens on it, in both themes, under all rules of axe.</summary>
public abstract class AccessibilityTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private bool IsPhone => Options.IsMobile == true;

    [ChromiumFact]
    public async Task Pages_WhenNobodyIsSignedIn_ShouldHaveNoViolations()
    {
        var page = await Context.NewPageAsync();
        foreach (var path in (string[])["/", "/login", "/chat", "/no-such-page"])
        {
            await page.GotoAsync(Server.Url + path);
            await Expect(page.Locator("h1").First).ToBeAttachedAsync();
            await Accessibility.CheckAsync(page, path);
        }
    }

    [ChromiumFact]
    public async Task ChatPage_WhenUsed_ShouldHaveNoViolations()
    {
        MayFailRequests = true;
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        var asked = await Server.SayAsync(merchant, conversation, "您好，看看 https://example.com 吗？");
        await Server.SayAsync(buyer, conversation, "好的", asked);
        await Server.AddQuickReplyAsync(buyer, "请问什么时候发货？");
        var window = await OpenChatAsync(buyer);
        var page = window.Page;
        await Expect(window.Conversation(MerchantName)).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page, "list");

        await window.Conversation(MerchantName).ClickAsync();
        await Expect(window.Messages).ToHaveCountAsync(2);
        await Accessibility.CheckAsync(page, "chat");

        await page.GetByTestId("search-toggle").ClickAsync();
        await page.GetByTestId("search-field").FillAsync("好");
        await Expect(page.Locator("mark").First).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page, "search");
        await page.Keyboard.PressAsync("Escape");

        await window.Composer.FillAsync("/");
        await Expect(page.GetByTestId("quick-reply-options")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page, "quick replies by stroke");
        await window.Composer.FillAsync("");

        await window.OpenToolAsync("表情");
        await Expect(page.GetByTestId("emoji").First).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page, "emoji");
        await page.Keyboard.PressAsync("Escape");

        var more = page.GetByRole(AriaRole.Button, new() { Name = "更多", Exact = true });
        if (IsPhone)
            await more.ClickAsync();
        await Accessibility.CheckAsync(page, "contact");
        await page.GetByRole(AriaRole.Tab, new() { Name = "快捷消息" }).ClickAsync();
        await Expect(page.GetByTestId("quick-reply")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page, "quick replies");
        await page.GetByRole(AriaRole.Button, new() { Name = "删除" }).ClickAsync();
        await Accessibility.CheckAsync(page, "quick reply about to be deleted");
        await page.GetByRole(AriaRole.Button, new() { Name = "取消" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "添加" }).ClickAsync();
        await Accessibility.CheckAsync(page, "quick reply form");
        if (IsPhone)
            await page.GetByRole(AriaRole.Button, new() { Name = "关闭" }).ClickAsync();

        await page.EvaluateAsync("document.activeElement.blur()");
        await page.Keyboard.PressAsync("?");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page, "shortcuts");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        page = (await OpenChatAsync(buyer)).Page;
        await page.GetByRole(AriaRole.Button, new() { Name = "发起会话" }).First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page, "start");
        await page.Keyboard.PressAsync("Escape");

        await page.GetByRole(AriaRole.Button, new() { Name = "偏好设置" }).ClickAsync();
        await Accessibility.CheckAsync(page, "preferences");
        await page.Keyboard.PressAsync("Escape");

        await Context.SetOfflineAsync(true);
        await Expect(page.GetByTestId("connection-banner")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Accessibility.CheckAsync(page, "offline");
    }

    [ChromiumFact]
    public async Task Answering_WhenManyAsk_ShouldHaveNoViolations()
    {
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var buyers = await Server.CreatePeopleAsync("buyer", ["买家一号", "买家二号"]);
        foreach (var buyer in buyers)
            await Server.SayAsync(buyer, await Server.StartConversationAsync(buyer, merchant), "在吗？想问一下发货时间");
        await Server.AddQuickReplyAsync(merchant, "{客户名}您好，今天发货。", "fh", "发货");
        var window = await OpenChatAsync(merchant);
        var page = window.Page;
        await page.GetByTestId("filter-waiting").ClickAsync();
        await Expect(page.GetByTestId("wait")).ToHaveCountAsync(2);
        await Accessibility.CheckAsync(page, "who waits");

        var items = page.GetByRole(AriaRole.Menuitem);
        await page.GetByTestId("list-menu").ClickAsync();
        await Expect(items).ToHaveCountAsync(4);
        await Accessibility.CheckAsync(page, "menu of the list");
        await items.Filter(new() { HasText = "选择多个会话" }).ClickAsync();
        await window.Conversations.First.ClickAsync();
        await Expect(page.GetByTestId("selection-bar")).ToContainTextAsync("已选 1 个");
        await Accessibility.CheckAsync(page, "several selected");
        await page.GetByTestId("selection-bar").GetByRole(AriaRole.Button, new() { Name = "稍后处理" }).ClickAsync();
        await Expect(items.First).ToBeFocusedAsync();
        await Accessibility.CheckAsync(page, "until when");
        await page.Keyboard.PressAsync("Escape");
        await Expect(items).ToHaveCountAsync(0);
        await page.GetByRole(AriaRole.Button, new() { Name = "退出选择" }).ClickAsync();

        await window.Conversation("买家一号").ClickAsync();
        await Expect(page.GetByTestId("next-waiting")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page, "the next one");
        await page.GetByRole(AriaRole.Button, new() { Name = "会话选项" }).ClickAsync();
        await Expect(items.First).ToBeFocusedAsync();
        await Accessibility.CheckAsync(page, "menu of a conversation");
        await page.Keyboard.PressAsync("Escape");
        await Expect(items).ToHaveCountAsync(0);

        await OpenActionsAsync(window);
        await Accessibility.CheckAsync(page, "what is done with a message");
        await page.GetByRole(AriaRole.Button, new() { Name = "转发" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Dialog, new() { Name = "转发给" })).ToContainTextAsync("买家二号");
        await Accessibility.CheckAsync(page, "forward");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        if (IsPhone)
            await page.GetByRole(AriaRole.Button, new() { Name = "更多", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "添加标签" }).ClickAsync();
        await page.Keyboard.TypeAsync("老客户");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "移除标签 老客户" })).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page, "card of a customer");
        await page.GetByRole(AriaRole.Tab, new() { Name = "快捷消息" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "编辑" }).ClickAsync();
        await Accessibility.CheckAsync(page, "editor of a quick reply");
    }

    /// <summary>Shows a message's actions: with a mouse by hovering, on a phone by a long press.</summary>
    private Task OpenActionsAsync(ChatWindow window) =>
        IsPhone ? window.PressLongAsync(window.Messages.First) : window.Messages.First.HoverAsync();
}
