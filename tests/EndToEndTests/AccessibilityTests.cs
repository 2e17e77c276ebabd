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
}
