using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

/// <summary>People with an account of their own: they register, come back, change their password and leave.</summary>
public sealed class AccountPageTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [ChromiumFact]
    public async Task RegisterPage_WhenAMerchantSignsUp_ShouldLeadToTheChatAndBackAfterASignOut()
    {
        // The browser notes that the other tab is refused once the session has ended.
        MayFailRequests = true;
        await using var server = await LiveServer.StartNewAsync("--Registration:Enabled=true");
        var page = await Context.NewPageAsync();
        await page.GotoAsync($"{server.Url}/login");
        await Expect(page).ToHaveTitleAsync("登录 - LiveChat 在线客服");
        await page.GetByRole(AriaRole.Link, new() { Name = "注册" }).ClickAsync();
        await Expect(page).ToHaveTitleAsync("注册 - LiveChat 在线客服");
        await Expect(page.GetByLabel("密码")).ToHaveAttributeAsync("autocomplete", "new-password");
        await page.GetByText("商家", new() { Exact = true }).ClickAsync();
        await page.GetByLabel("用户名").FillAsync("新开的小店");
        await page.GetByLabel("密码").FillAsync("correct horse 1");
        await page.GetByLabel("简介").FillAsync("茶叶");
        await page.GetByLabel("密码").PressAsync("Enter");

        await page.WaitForURLAsync($"{server.Url}/chat");
        await Expect(page.GetByText("新开的小店").First).ToBeVisibleAsync();
        // Another tab, and the same after the browser came back: the sign-in belongs to the browser.
        var other = await Context.NewPageAsync();
        await other.GotoAsync($"{server.Url}/chat");
        await Expect(other.GetByTestId("conversation-list")).ToBeAttachedAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "偏好设置" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "退出登录" }).ClickAsync();
        await page.WaitForURLAsync($"{server.Url}/login");
        await Expect(other.GetByText("已退出", new() { Exact = true })).ToBeVisibleAsync();
        await page.GotoAsync($"{server.Url}/chat");
        await Expect(page.GetByTestId("friendly-page")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task RegisterPage_WhenSomethingIsWrong_ShouldSaySoAtItsField()
    {
        MayFailRequests = true;
        await using var server = await LiveServer.StartNewAsync("--Registration:Enabled=true");
        var page = await Context.NewPageAsync();
        await page.GotoAsync($"{server.Url}/register");
        var submit = page.GetByRole(AriaRole.Button, new() { Name = "注册" });

        await submit.ClickAsync();
        await Expect(page.GetByText("请输入用户名")).ToBeVisibleAsync();
        await Expect(page.GetByText("密码至少需要 8 个字符")).ToBeVisibleAsync();

        await page.GetByLabel("用户名").FillAsync("somebody");
        await page.GetByLabel("密码").FillAsync("password");
        await submit.ClickAsync();
        await Expect(page.GetByLabel("密码")).ToHaveAttributeAsync("aria-invalid", "true");

        await page.GetByLabel("用户名").FillAsync(MerchantName);
        await page.GetByLabel("密码").FillAsync("correct horse 1");
        await submit.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Alert).Filter(new() { HasText = MerchantName })).ToBeVisibleAsync();
        await Expect(page).ToHaveURLAsync($"{server.Url}/register");
    }

    [ChromiumFact]
    public async Task RegisterPage_WhenRegistrationIsOff_ShouldSayWhereToGo()
    {
        var page = await Context.NewPageAsync();
        await page.GotoAsync($"{Server.Url}/login");
        await Expect(page.GetByLabel("用户名")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "注册" })).ToHaveCountAsync(0);

        await page.GotoAsync($"{Server.Url}/register");
        await page.GetByRole(AriaRole.Link, new() { Name = "去登录" }).ClickAsync();
        await page.WaitForURLAsync($"{Server.Url}/login");
    }

    [ChromiumFact]
    public async Task Preferences_WhenThePasswordIsChanged_ShouldTakeTheNewOneAlone()
    {
        MayFailRequests = true;
        await using var server = await LiveServer.StartNewAsync("--Registration:Enabled=true");
        var page = await Context.NewPageAsync();
        await page.GotoAsync($"{server.Url}/register");
        await page.GetByLabel("用户名").FillAsync("somebody");
        await page.GetByLabel("密码").FillAsync("correct horse 1");
        await page.GetByLabel("密码").PressAsync("Enter");
        await page.WaitForURLAsync($"{server.Url}/chat");
        await page.GetByRole(AriaRole.Button, new() { Name = "偏好设置" }).First.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "修改密码" }).ClickAsync();
        var dialog = page.GetByRole(AriaRole.Dialog);
        await dialog.GetByLabel("当前密码").FillAsync("not the password");
        await dialog.GetByLabel("新密码").FillAsync("correct horse 2");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "确认修改" }).ClickAsync();
        await Expect(dialog.GetByLabel("当前密码")).ToHaveAttributeAsync("aria-invalid", "true");

        await dialog.GetByLabel("当前密码").FillAsync("correct horse 1");
        await dialog.GetByLabel("新密码").PressAsync("Enter");
        await Expect(dialog).ToHaveCountAsync(0);
        await Expect(page.GetByText("密码已修改")).ToBeVisibleAsync();

        // This session stays; the old password signs nobody in.
        await page.ReloadAsync();
        await Expect(page.GetByTestId("conversation-list")).ToBeAttachedAsync();
        await SignInAsync(page, server, "correct horse 1");
        await Expect(page.GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();
        await SignInAsync(page, server, "correct horse 2");
        await page.WaitForURLAsync($"{server.Url}/chat");
    }

    private static async Task SignInAsync(IPage page, LiveServer server, string password)
    {
        await page.GotoAsync($"{server.Url}/login");
        await page.GetByLabel("用户名").FillAsync("somebody");
        await page.GetByLabel("密码").FillAsync(password);
        await page.GetByLabel("密码").PressAsync("Enter");
    }
}
