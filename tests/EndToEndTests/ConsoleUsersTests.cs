using System.Text.RegularExpressions;
using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class ConsoleUsersTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [ChromiumFact]
    public async Task UsersPage_WhenSearchedFilteredAndSorted_ShouldShowTheSameAfterAReload()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        foreach (var name in new[] { "乙", "甲", "丙" })
            await Server.CreatePersonAsync("buyer", $"{mark}{name}");
        await Server.CreatePersonAsync("merchant", $"{mark}丁");
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/users");

        await console.Page.GetByLabel("搜索名称或 ID").FillAsync(mark);
        await Expect(console.Count).ToHaveTextAsync("共 4 条");
        await console.ChooseAsync("角色", "买家");
        await Expect(console.Count).ToHaveTextAsync("共 3 条");
        await console.Page.GetByRole(AriaRole.Columnheader, new() { Name = "创建时间" }).ClickAsync();
        await Expect(console.Rows.First).ToContainTextAsync($"{mark}乙");
        await console.Page.GetByRole(AriaRole.Columnheader, new() { Name = "创建时间" }).ClickAsync();
        await Expect(console.Rows.First).ToContainTextAsync($"{mark}丙");
        await Expect(console.Page).ToHaveURLAsync(new Regex($"search={mark}.*sort=-created_at|sort=-created_at.*search={mark}"));

        await console.Page.ReloadAsync();
        await Expect(console.Count).ToHaveTextAsync("共 3 条");
        await Expect(console.Rows.First).ToContainTextAsync($"{mark}丙");
        await Expect(console.Page.GetByLabel("搜索名称或 ID")).ToHaveValueAsync(mark);
    }

    [ChromiumFact]
    public async Task UserDrawer_WhenAnAdminManagesSomebody_ShouldDoWhatItSays()
    {
        MayFailRequests = true;
        var name = $"管理{Guid.NewGuid().ToString("N")[..8]}";
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/users");
        await console.Button("新建用户").ClickAsync();
        await console.Dialog.GetByLabel("名称").FillAsync(name);
        await console.ConfirmAsync();

        // Their details have an address of their own.
        var drawer = console.Page.GetByTestId("user-drawer");
        await Expect(drawer).ToContainTextAsync(name);
        await Expect(console.Page).ToHaveURLAsync(new Regex("/admin/users/[^/?]+"));
        await console.Page.ReloadAsync();
        await drawer.GetByLabel("简介").FillAsync("新的简介");
        await drawer.GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(console.Page.GetByText("已保存")).ToBeVisibleAsync();

        await console.Button("停用").ClickAsync();
        await Expect(console.Dialog.Last).ToContainTextAsync("所有登录会在一秒内退出");
        await console.ConfirmAsync();
        await Expect(drawer).ToContainTextAsync("已停用");

        // What is refused is said in a sentence, and nothing closes.
        await console.Button("设置密码").ClickAsync();
        await console.Dialog.Last.GetByLabel("新密码（至少 8 位）").FillAsync("short");
        await console.Page.GetByTestId("confirm").ClickAsync();
        await Expect(console.Dialog.Last.GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();
        await console.Dialog.Last.GetByRole(AriaRole.Button, new() { Name = "取消" }).ClickAsync();

        await console.Button("删除").ClickAsync();
        await Expect(console.Dialog.Last).ToContainTextAsync("聊天记录会保留");
        await console.ConfirmAsync();
        await Expect(drawer).ToContainTextAsync("已删除");
    }

    [ChromiumFact]
    public async Task UserDrawer_WhenAnAdminGivesAPicture_ShouldBeTheUsersAvatar()
    {
        MayFailRequests = true;
        var name = $"头像{Guid.NewGuid().ToString("N")[..8]}";
        var person = await Server.CreatePersonAsync("merchant", name);
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/users");
        await console.GoToAsync($"/admin/users/{person.Id}?search={name}");
        var drawer = console.Page.GetByTestId("user-drawer");
        var save = drawer.GetByRole(AriaRole.Button, new() { Name = "保存" });

        await drawer
            .GetByTestId("pick-avatar")
            .SetInputFilesAsync([PickedFile.Of("x.png", "image/png", "<svg onload=alert(1)>"u8.ToArray())]);
        await Expect(drawer.GetByRole(AriaRole.Alert)).ToContainTextAsync("扩展名不符");
        await Expect(save).ToBeDisabledAsync();
        await drawer.GetByTestId("pick-avatar").SetInputFilesAsync([PickedFile.Picture("店招.png", 300, 300)]);
        await save.ClickAsync();
        await Expect(console.Page.GetByText("已保存")).ToBeVisibleAsync();

        await Expect(console.Row(name).Locator("img")).ToHaveAttributeAsync("src", new Regex("/media/avatars/[0-9]{4}/"));
        var window = await OpenChatAsync(person);
        await Expect(window.Page.Locator("header img").First).ToHaveAttributeAsync("src", new Regex("/media/avatars/[0-9]{4}/"));
    }

    [ChromiumFact]
    public async Task UserCreation_WhenAPictureIsChosen_ShouldMakeTheUserWithIt()
    {
        var name = $"新头像{Guid.NewGuid().ToString("N")[..8]}";
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/users");
        await console.Button("新建用户").ClickAsync();
        await console.Dialog.GetByTestId("pick-avatar").SetInputFilesAsync([PickedFile.Picture("店招.png", 300, 300)]);
        await Expect(console.Dialog.Locator("img[src*='/media/uploads/']")).ToBeVisibleAsync();
        await console.Dialog.GetByLabel("名称").FillAsync(name);
        await console.ConfirmAsync();

        await Expect(console.Page.GetByTestId("user-drawer")).ToContainTextAsync(name);
        await Expect(console.Page.GetByTestId("user-drawer").Locator("img").First)
            .ToHaveAttributeAsync("src", new Regex("/media/avatars/[0-9]{4}/"));
    }

    [ChromiumFact]
    public async Task UserDrawer_WhenAPasswordIsSet_ShouldSignInWithItUnlessDisabled()
    {
        MayFailRequests = true;
        var person = await Server.CreatePersonAsync("merchant", $"密码{Guid.NewGuid().ToString("N")[..8]}");
        var console = await ConsoleWindow.OpenAsync(Context, Server, $"/admin/users/{person.Id}");
        var drawer = console.Page.GetByTestId("user-drawer");
        await console.Button("设置密码").ClickAsync();
        await console.Dialog.Last.GetByLabel("新密码（至少 8 位）").FillAsync("for the merchant 42");
        await console.ConfirmAsync();
        await Expect(console.Page.GetByText($"已为「{person.Username}」设置密码")).ToBeVisibleAsync();

        await using var theirs = await Browser.NewContextAsync(new() { Locale = "zh-CN" });
        var page = await theirs.NewPageAsync();
        await SignInAsync(page, person, "for the merchant 42");
        // It was for one sign-in: nothing opens before an own one is chosen, and the same again is none.
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "设置新密码" })).ToBeVisibleAsync();
        await Expect(page.GetByLabel("新密码")).ToBeFocusedAsync();
        await page.GetByLabel("新密码").FillAsync("for the merchant 42");
        await page.GetByLabel("新密码").PressAsync("Enter");
        await Expect(page.GetByText("新密码不能与当前密码相同")).ToBeVisibleAsync();
        await page.GetByLabel("新密码").FillAsync(OwnPassword);
        await page.GetByLabel("新密码").PressAsync("Enter");
        await page.WaitForURLAsync(url => url.Contains("/chat", StringComparison.Ordinal));
        await Expect(page.GetByTestId("conversation-list")).ToBeAttachedAsync();
        await page.ReloadAsync();
        await Expect(page.GetByTestId("conversation-list")).ToBeAttachedAsync();

        await console.Button("停用").ClickAsync();
        await console.ConfirmAsync();
        await Expect(drawer).ToContainTextAsync("已停用");
        await Expect(page.GetByTestId("friendly-page")).ToBeVisibleAsync();
        await SignInAsync(page, person, OwnPassword);
        await Expect(page.GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();

        await console.Button("启用").ClickAsync();
        await Expect(console.Dialog.Last).ToContainTextAsync("将可以重新登录和聊天");
        await console.ConfirmAsync();
        await Expect(drawer).ToContainTextAsync("正常");
        await SignInAsync(page, person, OwnPassword);
        await page.WaitForURLAsync(url => url.Contains("/chat", StringComparison.Ordinal));
    }

    private const string OwnPassword = "chosen by the merchant 7";

    private async Task SignInAsync(IPage page, Person person, string password)
    {
        await page.GotoAsync($"{Server.Url}/login");
        await page.GetByLabel("用户名").FillAsync(person.Username);
        await page.GetByLabel("密码").FillAsync(password);
        await page.GetByLabel("密码").PressAsync("Enter");
    }

    [ChromiumFact]
    public async Task UserDrawer_WhenASessionIsEnded_ShouldSignThatDeviceOut()
    {
        var buyer = await Server.CreatePersonAsync("buyer", "会话结束测试");
        var merchant = await Server.CreatePersonAsync("merchant", "会话结束商家");
        await Server.StartConversationAsync(buyer, merchant);
        var console = await ConsoleWindow.OpenAsync(Context, Server, $"/admin/users/{buyer.Id}");
        var drawer = console.Page.GetByTestId("user-drawer");
        await Expect(drawer.GetByTestId("user-session")).ToHaveCountAsync(1);
        await Expect(drawer.GetByTestId("conversation-item")).ToContainTextAsync("会话结束商家");

        await drawer.GetByRole(AriaRole.Button, new() { Name = "结束登录" }).ClickAsync();
        await console.ConfirmAsync();

        await Expect(drawer.GetByTestId("user-session")).ToHaveCountAsync(0);
        await Assert.ThrowsAsync<HttpRequestException>(() => Server.StartConversationAsync(buyer, merchant));
    }

    [ChromiumFact]
    public async Task UserDrawer_WhenClosed_ShouldNotComeBackWithTheBrowsersBack()
    {
        var mark = Guid.NewGuid().ToString("N")[..8];
        await Server.CreatePersonAsync("buyer", mark);
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin");
        await console.Page.GetByRole(AriaRole.Link, new() { Name = "用户管理" }).ClickAsync();
        await console.Page.GetByLabel("搜索名称或 ID").FillAsync(mark);
        await Expect(console.Rows).ToHaveCountAsync(1);
        var list = console.Page.Url;

        await console.Row(mark).ClickAsync();
        await Expect(console.Page.GetByTestId("user-drawer")).ToContainTextAsync(mark);
        await console.Page.GoBackAsync();
        await Expect(console.Page.GetByTestId("user-drawer")).ToHaveCountAsync(0);
        await Expect(console.Page).ToHaveURLAsync(list);

        await console.Row(mark).ClickAsync();
        await Expect(console.Page.GetByTestId("user-drawer")).ToContainTextAsync(mark);
        await console.Button("关闭").ClickAsync();
        await Expect(console.Page).ToHaveURLAsync(list);
        await console.Page.GoBackAsync();
        await Expect(console.Page).ToHaveURLAsync($"{Server.Url}/admin");
        await Expect(console.Page.GetByTestId("user-drawer")).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task UserDrawer_WhenWhatIsDoneEndsSessions_ShouldShowThemGone()
    {
        var buyer = await Server.CreatePersonAsync("buyer", "停用看会话");
        await Server.StartConversationAsync(buyer, await Server.CreatePersonAsync("merchant", "停用看商家"));
        var console = await ConsoleWindow.OpenAsync(Context, Server, $"/admin/users/{buyer.Id}");
        await Expect(console.Page.GetByTestId("user-session")).ToHaveCountAsync(1);

        await console.Button("停用").ClickAsync();
        await console.ConfirmAsync();

        await Expect(console.Page.GetByTestId("user-session")).ToHaveCountAsync(0);
        await Expect(console.Page.GetByTestId("user-drawer")).ToContainTextAsync("没有登录中的设备");
    }

    [ChromiumFact]
    public async Task UserDrawer_WhenItIsOnesOwn_ShouldOfferNothingThatLocksOneOut()
    {
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/users/a1");

        await Expect(console.Page.GetByTestId("user-drawer")).ToContainTextAsync("这是您自己的账号");
        await Expect(console.Button("停用")).ToHaveCountAsync(0);
        await Expect(console.Button("删除")).ToHaveCountAsync(0);
        await Expect(console.Page.GetByTestId("user-drawer").GetByRole(AriaRole.Combobox, new() { Name = "角色" })).ToBeDisabledAsync();
    }

    [ChromiumFact]
    public async Task Names_WhenSomebodyIsRenamed_ShouldBeTheNewOnesInEveryList()
    {
        var person = await Server.CreatePersonAsync("buyer", "旧名字");
        var console = await ConsoleWindow.OpenAsync(Context, Server, "/admin/audit");
        await console.Page.GetByLabel("对象名称或编号").FillAsync(person.Id);
        await console.Row("旧名字").GetByRole(AriaRole.Link, new() { Name = "旧名字" }).First.ClickAsync();
        await console.Page.GetByTestId("user-drawer").GetByLabel("名称").FillAsync("新名字");
        await console.Page.GetByTestId("user-drawer").GetByRole(AriaRole.Button, new() { Name = "保存" }).ClickAsync();
        await Expect(console.Page.GetByText("已保存")).ToBeVisibleAsync();
        await console.Page.GoBackAsync();

        await Expect(console.Row("名称由“旧名字”改为“新名字”。").GetByRole(AriaRole.Link, new() { Name = "新名字" })).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task UserDrawer_WhenAnotherAdminWasQuicker_ShouldShowTheChangeBeforeItIsDecided()
    {
        // The browser notes each 412.
        MayFailRequests = true;
        var person = await Server.CreatePersonAsync("buyer", $"抢先{Guid.NewGuid().ToString("N")[..8]}");
        var console = await ConsoleWindow.OpenAsync(Context, Server, $"/admin/users/{person.Id}");

        foreach (
            var (act, status, said) in new[]
            {
                ("设置密码", "disabled", "状态变为：已停用"),
                ("封禁并清理", "active", "状态变为：正常"),
                ("删除", "active", "状态变为：正常"),
            }
        )
        {
            await console.Page.ReloadAsync();
            await console.Button(act).ClickAsync();
            await Server.SetStatusAsync(person, status);
            if (act == "封禁并清理")
                await console.Dialog.GetByLabel("原因").FillAsync("垃圾广告");
            await console.Page.GetByTestId("confirm").ClickAsync();
            await Expect(console.Page.GetByTestId("edit-conflict")).ToContainTextAsync("其他人刚刚修改了这个用户，请看过后再决定");
            await Expect(console.Page.GetByTestId("edit-conflict")).ToContainTextAsync(said);
            await Accessibility.CheckAsync(console.Page, $"conflict before {act}");
            await console.ConfirmAsync();
        }

        await Expect(console.Page.GetByTestId("user-drawer")).ToContainTextAsync("已删除");
    }
}
