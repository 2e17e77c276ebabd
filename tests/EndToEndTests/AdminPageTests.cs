using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class AdminPageTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [ChromiumFact]
    public async Task LoginPage_WhenAdminSignsIn_ShouldLeadToTheLiveListAndOneConversationReadOnly()
    {
        var buyer = await Server.CreatePersonAsync("buyer", "监控测试买家");
        var merchant = await Server.CreatePersonAsync("merchant", "监控测试商家");
        var page = await Context.NewPageAsync();
        await page.GotoAsync($"{Server.Url}/admin");
        await Expect(page.GetByLabel("用户名")).ToHaveAttributeAsync("autocomplete", "username");
        await page.GetByLabel("用户名").FillAsync("admin");
        await page.GetByLabel("密码").FillAsync(Server.AdminPassword);
        await page.GetByLabel("密码").PressAsync("Enter");
        await page.WaitForURLAsync($"{Server.Url}/admin");
        var console = new ChatWindow(page);

        // What begins elsewhere appears by itself.
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        await Server.SayAsync(buyer, conversation, "第一句");
        await Expect(console.Conversations.First).ToContainTextAsync("监控测试买家");
        await Expect(console.Conversations.First).ToContainTextAsync("第一句");
        await console.Conversations.First.ClickAsync();

        await Expect(console.Message("第一句")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("readonly-notice")).ToBeVisibleAsync();
        await Expect(console.Composer).ToHaveCountAsync(0);
        await Server.SayAsync(buyer, conversation, "第二句");
        await Expect(console.Message("第二句")).ToBeVisibleAsync();
        await Expect(console.Conversations.First).ToContainTextAsync("第二句");
        Assert.Equal(2, await Server.CountUnreadAsync(merchant, conversation));

        await page.ReloadAsync();
        await Expect(console.Message("第二句")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task LoginPage_WhenPasswordIsWrong_ShouldSaySoAndStay()
    {
        // The browser notes the 401 in its console.
        MayFailRequests = true;
        var page = await Context.NewPageAsync();
        await page.GotoAsync($"{Server.Url}/login");
        await page.GetByLabel("用户名").FillAsync("admin");
        await page.GetByLabel("密码").FillAsync("not the password");
        await page.GetByRole(AriaRole.Button, new() { Name = "登录" }).ClickAsync();

        await Expect(page.GetByRole(AriaRole.Alert)).Not.ToBeEmptyAsync();
        await Expect(page).ToHaveURLAsync($"{Server.Url}/login");
    }

    [ChromiumFact]
    public async Task DocsPage_WhenOpened_ShouldDescribeTheApi()
    {
        var page = await Context.NewPageAsync();
        await page.GotoAsync($"{Server.Url}/redoc");

        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/docs"));
        await Expect(page.GetByText("/api/auth/login")).ToBeVisibleAsync();
    }
}
