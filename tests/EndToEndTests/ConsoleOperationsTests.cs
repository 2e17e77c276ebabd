using System.Text.RegularExpressions;
using LiveChat.EndToEndTests.Support;
using OtpNet;

namespace LiveChat.EndToEndTests;

/// <summary>What operators do all day, where they look and by keyboard.</summary>
public sealed class ConsoleOperationsTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [ChromiumFact]
    public async Task Palette_WhenAPersonIsTyped_ShouldLeadToThemAndToWhatIsDoneAboutThem()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        var person = await Server.CreatePersonAsync("merchant", $"{mark}商家");
        await Server.CreatePersonAsync("buyer", $"别的{mark}商家");
        var console = await ConsoleWindow.OpenAsync(Context, Server);
        var palette = console.Page.GetByTestId("palette");

        // The best match is chosen already, and Enter before the answer waits for it.
        await console.Page.Keyboard.PressAsync("Control+k");
        await Expect(palette.GetByRole(AriaRole.Combobox)).ToBeFocusedAsync();
        await console.Page.Keyboard.TypeAsync($"{mark}商家");
        await console.Page.Keyboard.PressAsync("Enter");
        await Expect(console.Page).ToHaveURLAsync(new Regex($"/admin/users/{person.Id}"));
        await Expect(console.Page.GetByTestId("user-drawer")).ToContainTextAsync(person.Username);

        // A password that is made, set and passed on with no mouse at all.
        await console.GoToAsync("/admin/audit");
        await Expect(console.Rows.First).ToBeVisibleAsync();
        await console.Page.Keyboard.PressAsync("Control+k");
        await console.Page.Keyboard.TypeAsync($"{mark}商家");
        await Expect(palette.Locator($"[data-command='password-{person.Id}']")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(console.Page, "palette");
        await console.Page.Keyboard.PressAsync("ArrowDown");
        await console.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(palette.Locator($"[data-command='password-{person.Id}']")).ToHaveAttributeAsync("aria-selected", "true");
        await console.Page.Keyboard.PressAsync("Enter");
        await Expect(console.Dialog.Last.GetByLabel("新密码（至少 8 位）")).ToHaveValueAsync(new Regex("^[A-Za-z2-9]{16}$"));
        await Accessibility.CheckAsync(console.Page, "generated password");
        await console.ConfirmAsync();
        await Expect(console.Page.GetByText($"已为「{person.Username}」设置密码")).ToBeVisibleAsync();

        // Pages by name, and the keys that there are.
        await console.GoToAsync("/admin/users");
        await Expect(console.Rows.First).ToBeVisibleAsync();
        await console.Page.Keyboard.PressAsync("Control+k");
        await console.Page.Keyboard.TypeAsync("审计");
        await console.Page.Keyboard.PressAsync("Enter");
        await Expect(console.Page).ToHaveURLAsync(new Regex("/admin/audit"));
        await console.Page.Keyboard.PressAsync("?");
        await Expect(console.Page.GetByRole(AriaRole.Dialog, new() { Name = "快捷键" })).ToContainTextAsync("快速前往");
        await Accessibility.CheckAsync(console.Page, "shortcuts");
        await console.Page.Keyboard.PressAsync("Escape");
        await console.Page.Keyboard.PressAsync("2");
        await Expect(console.Page).ToHaveURLAsync(new Regex("/admin/users"));
        await console.Page.Keyboard.PressAsync("/");
        await Expect(console.Page.GetByLabel("搜索名称或 ID")).ToBeFocusedAsync();
    }

    [ChromiumFact]
    public async Task Lists_WhenRefreshedAndExported_ShouldGiveWhatIsInSight()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        await Server.CreatePersonAsync("buyer", $"{mark}甲");
        var console = await ConsoleWindow.OpenAsync(Context, Server, $"/admin/users?search={mark}&sort=-username");
        await Expect(console.Count).ToHaveTextAsync("共 1 条");

        await Server.CreatePersonAsync("buyer", $"={mark}乙");
        await console.Page.Keyboard.PressAsync("r");
        await Expect(console.Count).ToHaveTextAsync("共 2 条");
        var download = await console.Page.RunAndWaitForDownloadAsync(() => console.Button("导出为 CSV").ClickAsync());

        Assert.Matches(@"^users-\d{8}-\d{6}\.csv$", download.SuggestedFilename);
        var lines = await File.ReadAllLinesAsync((await download.PathAsync())!);
        Assert.Equal(3, lines.Length);
        Assert.Contains(lines, line => line.Contains($"'={mark}乙", StringComparison.Ordinal));
        await console.GoToAsync("/admin/audit?action=list_exported");
        await Expect(console.Rows.First).ToContainTextAsync("用户列表");
    }

    [ChromiumFact]
    public async Task EditForm_WhenAnotherAdminWasQuicker_ShouldShowWhatChangedAndLetOneDecide()
    {
        MayFailRequests = true;
        var person = await Server.CreatePersonAsync("buyer", $"冲突{Guid.NewGuid().ToString("N")[..8]}", "打开时的简介");
        var first = await ConsoleWindow.OpenAsync(Context, Server, $"/admin/users/{person.Id}");
        var second = await Context.NewPageAsync();
        await second.GotoAsync($"{Server.Url}/admin/users/{person.Id}");
        await second.GetByTestId("user-drawer").GetByLabel("简介").FillAsync("第二个人的简介");
        await first.Page.GetByTestId("user-drawer").GetByLabel("简介").FillAsync("第一个人的简介");
        await first.Page.GetByTestId("user-drawer").GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(first.Page.GetByText("已保存")).ToBeVisibleAsync();

        await second.GetByTestId("user-drawer").GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();

        var conflict = second.GetByTestId("edit-conflict");
        await Expect(conflict).ToContainTextAsync("第一个人的简介");
        await Expect(conflict).ToContainTextAsync("您要改为：第二个人的简介");
        await Accessibility.CheckAsync(second, "edit conflict");
        await conflict.GetByRole(AriaRole.Button, new() { Name = "仍然保存我的修改" }).ClickAsync();
        await Expect(second.GetByText("已保存")).ToBeVisibleAsync();
        await Expect(conflict).ToHaveCountAsync(0);
        await second.ReloadAsync();
        await Expect(second.GetByTestId("user-drawer").GetByLabel("简介")).ToHaveValueAsync("第二个人的简介");
    }

    [ChromiumFact]
    public async Task Reader_WhenSomethingBadIsSeen_ShouldOfferItsTakeDownAndSayWhoLooked()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        var buyer = await Server.CreatePersonAsync("buyer", $"{mark}买家");
        var conversation = await Server.StartConversationAsync(buyer, await Server.CreatePersonAsync("merchant", $"{mark}商家"));
        await Server.SayAsync(buyer, conversation, "加微信领红包");
        var console = await ConsoleWindow.OpenAsync(Context, Server, $"/admin/monitor/{conversation}");

        await console.Chat.Message("加微信领红包").HoverAsync();
        await console.Chat.Message("加微信领红包").GetByRole(AriaRole.Button, new() { Name = "移除消息" }).ClickAsync();
        await Expect(console.Page.GetByTestId("take-down-quote")).ToContainTextAsync("加微信领红包");
        await Accessibility.CheckAsync(console.Page, "take-down from the reader");
        await console.Button("垃圾广告").ClickAsync();
        await console.ConfirmAsync();
        await Expect(console.Chat.Message("该消息已被管理员移除")).ToBeVisibleAsync();

        await console.Button("谁看过这个会话").ClickAsync();
        var trail = console.Page.GetByTestId("audit-trail");
        await Expect(trail).ToContainTextAsync("查看会话");
        await Expect(trail).ToContainTextAsync("垃圾广告");
        await console.Page.GetByRole(AriaRole.Link, new() { Name = buyer.Username, Exact = true }).First.ClickAsync();
        await Expect(console.Page.GetByTestId("user-drawer")).ToContainTextAsync(buyer.Username);
        await Expect(console.Page.GetByTestId("audit-trail")).ToContainTextAsync("查看会话");

        // Ban with clean-up from there.
        await Server.SayAsync(buyer, conversation, "还来一句");
        await console.Button("封禁并清理").ClickAsync();
        await Expect(console.Page.GetByTestId("confirm")).ToBeDisabledAsync();
        await console.Dialog.Last.GetByLabel("原因（1 到 200 字）").FillAsync("广告");
        await console.ConfirmAsync();
        await Expect(console.Page.GetByText($"已封禁「{buyer.Username}」，移除了 1 条消息")).ToBeVisibleAsync();
        await Expect(console.Page.GetByTestId("user-drawer")).ToContainTextAsync("已停用");
    }

    [ChromiumFact]
    public async Task SecondFactor_WhenAnAdminTurnsItOn_ShouldAskAtTheNextSignInAndTakeARecoveryCode()
    {
        MayFailRequests = true;
        await using var server = await LiveServer.StartNewAsync("--Identity:RequireSecondFactorForAdmins=true");
        var page = await Context.NewPageAsync();
        await SignInAsync(page, server);

        // The server demands it, so nothing else is shown.
        var dialog = page.GetByRole(AriaRole.Dialog, new() { Name = "两步验证" });
        await Expect(dialog.GetByAltText("供验证器应用扫描的二维码")).ToBeVisibleAsync();
        await Accessibility.CheckAsync(page, "second factor");
        var secret = Base32Encoding.ToBytes(
            (await dialog.GetByTestId("secret").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal)
        );
        await dialog.GetByLabel("6 位验证码").FillAsync("000000");
        await dialog.GetByLabel("6 位验证码").PressAsync("Enter");
        await Expect(dialog).ToContainTextAsync("验证码不正确");
        await dialog.GetByLabel("6 位验证码").FillAsync(new Totp(secret).ComputeTotp());
        await dialog.GetByLabel("6 位验证码").PressAsync("Enter");
        await Expect(dialog.GetByTestId("recovery-codes").GetByRole(AriaRole.Listitem)).ToHaveCountAsync(10);
        var recovery = await dialog.GetByTestId("recovery-codes").GetByRole(AriaRole.Listitem).First.InnerTextAsync();
        await Accessibility.CheckAsync(page, "recovery codes");
        await dialog.GetByRole(AriaRole.Button, new() { Name = "我已保存" }).ClickAsync();
        await Expect(page.GetByTestId("conversation-item").Or(page.GetByText("还没有会话")).First).ToBeVisibleAsync();

        await page.EvaluateAsync("() => localStorage.clear()");
        await SignInAsync(page, server);
        await Expect(page.GetByLabel("验证码或恢复码")).ToBeFocusedAsync();
        await page.GetByLabel("验证码或恢复码").FillAsync("111111");
        await page.GetByLabel("验证码或恢复码").PressAsync("Enter");
        await Expect(page.GetByText("验证码不正确或已使用过")).ToBeVisibleAsync();
        await page.GetByLabel("验证码或恢复码").FillAsync(recovery);
        await page.GetByLabel("验证码或恢复码").PressAsync("Enter");
        await page.WaitForURLAsync(server.Url + "/admin");
    }

    private static async Task SignInAsync(IPage page, LiveServer server)
    {
        await page.GotoAsync(server.Url + "/login");
        await page.GetByLabel("用户名").FillAsync("admin");
        await page.GetByLabel("密码").FillAsync(server.AdminPassword);
        await page.GetByLabel("密码").PressAsync("Enter");
    }
}
