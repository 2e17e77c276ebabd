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
    public Task ChatPage_WhenTheBrowserRefusesItsStorages_ShouldStillServeToTalk() =>
        TalkWithoutStorageAsync(
            "for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { configurable: true, get() { throw new DOMException('denied', 'SecurityError') } })"
        );

    [ChromiumFact]
    public Task ChatPage_WhenStoragesAreFull_ShouldStillServeToTalk() =>
        TalkWithoutStorageAsync("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }");

    [ChromiumFact]
    public async Task ChatPage_WhenTargetIsUnknown_ShouldSaySoAndShowTheList()
    {
        MayFailRequests = true;
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var window = await OpenChatAsync(buyer, new Person("nobody-there", ""));

        await Expect(window.Page.GetByText("会话没有打开")).ToBeVisibleAsync();
        await Expect(window.Page.GetByText("您的会话会显示在这里")).ToBeVisibleAsync();
    }

    private async Task TalkWithoutStorageAsync(string script)
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        await Context.AddInitScriptAsync(script);
        var window = await OpenChatAsync(buyer, merchant);

        await window.SendAsync("还能聊");

        await Expect(window.Message("还能聊")).ToHaveAttributeAsync("data-status", "sent");
    }
}
