using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class LayoutTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [ChromiumFact]
    public async Task Columns_WhenSizedByKeyboardOrPointer_ShouldStaySoAfterReload()
    {
        var window = await OpenPairAsync();
        var list = window.Page.GetByRole(AriaRole.Separator, new() { Name = "调整会话列表的宽度" });
        var panel = window.Page.GetByRole(AriaRole.Separator, new() { Name = "调整资料栏的宽度" });
        await Expect(list).ToHaveAttributeAsync("aria-valuenow", "300");

        await list.FocusAsync();
        await window.Page.Keyboard.PressAsync("ArrowRight");
        await Expect(list).ToHaveAttributeAsync("aria-valuenow", "316");
        await window.Page.Keyboard.PressAsync("End");
        await Expect(list).ToHaveAttributeAsync("aria-valuenow", "440");
        var box = (await panel.BoundingBoxAsync())!;
        await window.Page.Mouse.MoveAsync(box.X + (box.Width / 2), box.Y + 300);
        await window.Page.Mouse.DownAsync();
        await window.Page.Mouse.MoveAsync(box.X + (box.Width / 2) - 52, box.Y + 310, new() { Steps = 4 });
        await window.Page.Mouse.UpAsync();
        await Expect(panel).ToHaveAttributeAsync("aria-valuenow", "340");

        await window.Page.ReloadAsync();
        await Expect(list).ToHaveAttributeAsync("aria-valuenow", "440");
        await Expect(panel).ToHaveAttributeAsync("aria-valuenow", "340");
        Assert.Equal(440, (await window.Page.Locator("#list").BoundingBoxAsync())!.Width);

        // A narrow window leaves room to read, and a double click everything as it was.
        await window.Page.SetViewportSizeAsync(1024, 768);
        Assert.True((await window.Composer.BoundingBoxAsync())!.Width > 250);
        Assert.True(await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));
        await window.Page.SetViewportSizeAsync(1440, 900);
        await list.DblClickAsync();
        await Expect(list).ToHaveAttributeAsync("aria-valuenow", "300");
    }

    [ChromiumFact]
    public async Task SidePanel_WhenWindowIsATablet_ShouldBeADrawerThatBackCloses()
    {
        var window = await OpenPairAsync();
        await window.Page.SetViewportSizeAsync(820, 1180);
        var address = window.Page.Url;
        await Expect(window.Page.GetByRole(AriaRole.Separator)).ToHaveCountAsync(0);

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "更多", Exact = true }).ClickAsync();
        var drawer = window.Page.GetByRole(AriaRole.Dialog);
        await Expect(drawer).ToContainTextAsync("买家");
        await window.Page.GoBackAsync();
        await Expect(drawer).ToHaveCountAsync(0);
        await Expect(window.Composer).ToBeVisibleAsync();
        Assert.Equal(address, window.Page.Url);

        // Closed by hand it leaves nothing behind: forward again leads nowhere but here.
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "更多", Exact = true }).ClickAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(drawer).ToHaveCountAsync(0);
        await window.Page.WaitForFunctionAsync("() => history.state.surface === undefined");
        Assert.Equal(address, window.Page.Url);
    }

    [ChromiumFact]
    public async Task Escape_WhenSomethingFloats_ShouldCloseThatAndKeepTheConversation()
    {
        var window = await OpenPairAsync();
        await window.Page.SetViewportSizeAsync(820, 1180);
        var preferences = window.Page.GetByRole(AriaRole.Button, new() { Name = "偏好设置" });
        await preferences.ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "跟随系统" }).FocusAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(preferences).ToHaveAttributeAsync("aria-expanded", "false");
        await Expect(preferences).ToBeFocusedAsync();
        await Expect(window.Composer).ToBeVisibleAsync();

        // Opened by a button that keeps the focus.
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "快捷消息" }).ClickAsync();
        var replies = window.Page.GetByRole(AriaRole.Dialog, new() { Name = "快捷消息" });
        await Expect(replies).ToBeVisibleAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(replies).ToHaveCountAsync(0);
        await Expect(window.Composer).ToBeVisibleAsync();

        await window.Conversation(BuyerName).ClickAsync(new() { Button = MouseButton.Right });
        await Expect(window.Page.GetByRole(AriaRole.Menu)).ToBeVisibleAsync();
        await window.Page.Keyboard.PressAsync("Escape");
        await Expect(window.Page.GetByRole(AriaRole.Menu)).ToHaveCountAsync(0);
        await Expect(window.Composer).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Theme_WhenSystemOrPersonChoosesDark_ShouldSwapTheTokens()
    {
        var window = await OpenPairAsync();
        await window.Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ReducedMotion = ReducedMotion.Reduce });
        await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "设置" }).ClickAsync();
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "浅色" }).ClickAsync();
        await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");
        await window.Page.ReloadAsync();
        await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "light");

        // In every tab.
        var second = await Context.NewPageAsync();
        await second.GotoAsync(window.Page.Url);
        await second.GetByRole(AriaRole.Button, new() { Name = "设置" }).ClickAsync();
        await second.GetByRole(AriaRole.Button, new() { Name = "深色" }).ClickAsync();
        await Expect(window.Page.Locator("html")).ToHaveAttributeAsync("data-theme", "dark");
    }

    private async Task<ChatWindow> OpenPairAsync()
    {
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var window = await OpenChatAsync(merchant, buyer);
        await Expect(window.Composer).ToBeVisibleAsync();
        await window.Page.WaitForURLAsync(url => !url.Contains("target=", StringComparison.Ordinal));
        return window;
    }
}
