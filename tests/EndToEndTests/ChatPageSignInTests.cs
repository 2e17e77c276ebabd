using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class ChatPageSignInTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [ChromiumFact]
    public async Task ChatPage_WhenUserIsUnknown_ShouldShowFriendlyPageThatLeadsOn()
    {
        // The browser notes the 404 in its console.
        MayFailRequests = true;
        var page = await Context.NewPageAsync();
        await page.GotoAsync($"{Server.Url}/chat?user_id=nobody-there");

        await Expect(page.GetByTestId("friendly-page")).ToContainTextAsync("找不到这位用户");
        await page.GetByRole(AriaRole.Link, new() { Name = "选择演示用户" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Heading, new() { Name = "LiveChat" })).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task ChatPage_WhenNobodyIsNamed_ShouldShowFriendlyPage()
    {
        var page = await Context.NewPageAsync();
        await page.GotoAsync($"{Server.Url}/chat");

        await Expect(page.GetByTestId("friendly-page")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task ChatPage_WhenTargetIsUnknown_ShouldSaySoAndShowTheList()
    {
        MayFailRequests = true;
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var window = await OpenChatAsync(buyer, new Person("nobody-there", ""));

        await Expect(window.Page.GetByText("会话没有打开")).ToBeVisibleAsync();
        await Expect(window.Page.GetByText("您的会话会显示在这里")).ToBeVisibleAsync();
    }
}
