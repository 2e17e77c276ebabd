using System.Diagnostics;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class ComposerOnDesktopTests(BrowserFixture fixture) : ComposerTests(fixture)
{
    [ChromiumFact]
    public async Task Shortcuts_WhenPressed_ShouldWalkTheConversationsFindAndExplain()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var first = await Server.CreatePersonAsync("merchant", "第一商家");
        var second = await Server.CreatePersonAsync("merchant", "第二商家");
        await Server.SayAsync(first, await Server.StartConversationAsync(buyer, first), "先");
        await Server.SayAsync(second, await Server.StartConversationAsync(buyer, second), "后");
        var window = await OpenChatAsync(buyer);
        var title = window.Page.GetByRole(AriaRole.Main).Locator("header h2");
        await Expect(window.Conversations).ToHaveCountAsync(2);

        await window.Page.Keyboard.PressAsync("Alt+ArrowDown");
        await Expect(title).ToHaveTextAsync("第二商家");
        await window.Page.Keyboard.PressAsync("Alt+ArrowDown");
        await Expect(title).ToHaveTextAsync("第一商家");
        await window.Page.Keyboard.PressAsync("Alt+ArrowUp");
        await Expect(title).ToHaveTextAsync("第二商家");
        await window.Page.Keyboard.PressAsync("Control+k");
        await Expect(window.Page.GetByRole(AriaRole.Searchbox).First).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("?");
        await Expect(window.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        // The first empties the search, the second leaves it.
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(window.Conversations).ToHaveCountAsync(2);
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(window.Page.Locator("[data-testid='conversation-item'][aria-current='true']")).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("?");
        var dialog = window.Page.GetByRole(AriaRole.Dialog, new() { Name = "键盘快捷键" });
        await Expect(dialog).ToBeVisibleAsync();
        for (var i = 0; i < 4; i++)
            await window.Page.Keyboard.PressAsync("Tab");
        Assert.True(
            await window.Page.EvaluateAsync<bool>(
                "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"
            )
        );
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(window.Page.Locator("[data-testid='conversation-item'][aria-current='true']")).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task Composer_WhenSomethingWasInserted_ShouldGiveItBackByCtrlZ()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        await Server.AddQuickReplyAsync(merchant, "{客户名}您好，我是{我的名字}", code: "nh", group: "问候");
        var window = await OpenChatAsync(merchant, buyer);
        await window.Composer.PressSequentiallyAsync("太了");
        await window.Composer.PressAsync("ArrowLeft");
        await window.OpenToolAsync("表情");
        var panel = window.Page.GetByTestId("emoji-panel");
        await panel.GetByRole(AriaRole.Searchbox).FillAsync("thumbs up");
        await panel.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
        await Expect(window.Composer).ToHaveValueAsync("太👍️了");
        // Where one went on typing the emoji is looked for further.
        await Expect(panel.GetByRole(AriaRole.Searchbox)).ToBeFocusedAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await window.Composer.PressSequentiallyAsync("好");
        await Expect(window.Composer).ToHaveValueAsync("太👍️好了");
        await window.Composer.PressAsync("Control+z");
        await window.Composer.PressAsync("Control+z");
        await Expect(window.Composer).ToHaveValueAsync("太了");
        await window.Composer.PressAsync("Control+y");
        await Expect(window.Composer).ToHaveValueAsync("太👍️了");

        // A quick reply by its code, with the names in it; it too is taken back.
        await window.Composer.FillAsync("");
        await window.Composer.PressSequentiallyAsync("/n");
        await Expect(window.Page.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        await window.Composer.PressAsync("Enter");
        await Expect(window.Composer).ToHaveValueAsync($"{BuyerName}您好，我是{MerchantName}");
        await window.Composer.PressAsync("Control+z");
        await Expect(window.Composer).ToHaveValueAsync("/n");
    }

    [ChromiumFact]
    public async Task Keys_WhenAnInputMethodHasThem_ShouldMeanNothingToThePage()
    {
        var window = await OpenWithMerchantAsync();
        await window.Composer.FillAsync("ni");
        await PressInInputMethodAsync(window.Composer, "Escape");
        await PressInInputMethodAsync(window.Composer, "Enter");
        await Expect(window.Composer).ToBeFocusedAsync();
        await Expect(window.Messages).ToHaveCountAsync(0);

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "发起会话" }).First.ClickAsync();
        var search = window.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Searchbox);
        await search.FillAsync("ni");
        await PressInInputMethodAsync(search, "Escape");
        await Expect(search).ToHaveValueAsync("ni");
        await search.PressAsync("Escape");
        await search.PressAsync("Escape");
        await Expect(window.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
    }

    /// <summary>As macOS tells it: the composition is over, and only the key code says whose the key is.</summary>
    private async Task PressInInputMethodAsync(ILocator field, string key)
    {
        await field.FocusAsync();
        var keyboard = await Context.NewCDPSessionAsync(field.Page);
        foreach (var type in (string[])["rawKeyDown", "keyUp"])
            await keyboard.SendAsync(
                "Input.dispatchKeyEvent",
                new()
                {
                    ["type"] = type,
                    ["key"] = key,
                    ["code"] = key,
                    ["windowsVirtualKeyCode"] = 229,
                }
            );
        await keyboard.DetachAsync();
    }

    [ChromiumFact]
    public async Task Tabs_WhenOfOnePerson_ShouldShareWhatIsWritten()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        await Server.SayAsync(merchant, await Server.StartConversationAsync(buyer, merchant), "您要几盒");
        var one = await OpenChatAsync(buyer, merchant);
        var two = await OpenChatAsync(buyer, merchant);
        await one.Message("您要几盒").HoverAsync();
        await one.Page.GetByRole(AriaRole.Button, new() { Name = "回复" }).ClickAsync();
        await one.Composer.PressSequentiallyAsync("两盒");
        await Expect(two.Composer).ToHaveValueAsync("两盒");
        await Expect(two.Page.GetByRole(AriaRole.Button, new() { Name = "取消引用" })).ToBeVisibleAsync();
        await two.Composer.PressSequentiallyAsync("半");
        await Expect(one.Composer).ToHaveValueAsync("两盒半");

        await one.Composer.PressAsync("Enter");
        await Expect(two.Message("两盒半")).ToContainTextAsync("您要几盒");
        await Expect(two.Composer).ToHaveValueAsync("");
        await two.Composer.PressAsync("Enter");
        await Expect(two.Messages).ToHaveCountAsync(2);

        await one.OpenPanelTabAsync("快捷消息");
        await two.OpenPanelTabAsync("快捷消息");
        await Expect(two.Page.GetByRole(AriaRole.Button, new() { Name = "添加" })).ToBeVisibleAsync();
        await one.Message("两盒半").HoverAsync();
        await one.Page.GetByRole(AriaRole.Button, new() { Name = "存为快捷消息" }).ClickAsync();
        await Expect(two.Page.GetByTestId("quick-reply")).ToHaveTextAsync(["两盒半"]);
    }

    [ChromiumFact]
    public async Task Composer_WhenCtrlEnterIsChosen_ShouldSendByItAndBreakLinesByEnterAlsoAfterAReload()
    {
        var window = await OpenWithMerchantAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "偏好设置" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Ctrl+Enter 发送", Exact = true }).ClickAsync();
        await window.Page.ReloadAsync();

        await window.Composer.PressSequentiallyAsync("第一行");
        await window.Composer.PressAsync("Enter");
        await window.Composer.PressSequentiallyAsync("第二行");
        await Expect(window.Composer).ToHaveValueAsync("第一行\n第二行");
        await Expect(window.Messages).ToHaveCountAsync(0);
        await window.Composer.PressAsync("Control+Enter");

        await Expect(window.Messages).ToHaveCountAsync(1);
        await Expect(window.Composer).ToHaveValueAsync("");
    }
}
