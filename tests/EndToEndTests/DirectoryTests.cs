using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class DirectoryTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [ChromiumFact]
    public async Task Directory_WhenBuyerLooks_ShouldFindMerchantsAndSupportWithPresenceAndOpenByOneClick()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var name = $"药企{buyer.Id[^6..]}";
        var merchants = await Server.CreatePeopleAsync("merchant", [.. Enumerable.Range(0, 70).Select(i => $"{name} {i:00}")]);
        var support = await Server.CreatePersonAsync("platform", $"{name} 客服");
        await Server.CreatePersonAsync("buyer", $"{name} 买家");
        var window = await OpenChatAsync(buyer);
        await OpenDirectoryAsync(window);

        await Search(window).FillAsync(name);
        await Expect(Row(window, support)).ToBeVisibleAsync();
        await Expect(Rows(window)).ToHaveCountAsync(51);
        await Expect(window.Page.GetByText($"{name} 买家")).ToHaveCountAsync(0);
        await Rows(window).Last.ScrollIntoViewIfNeededAsync();
        await Expect(Rows(window)).ToHaveCountAsync(71);
        await Expect(Row(window, merchants[0])).ToHaveCountAsync(1);

        await window
            .Page.GetByRole(AriaRole.Group, new() { Name = "角色" })
            .GetByRole(AriaRole.Button, new() { Name = "官方客服" })
            .ClickAsync();
        await Expect(Rows(window)).ToHaveCountAsync(1);
        await Expect(Row(window, support)).ToContainTextAsync("离线");
        var supportWindow = await OpenChatAsync(support);
        await Expect(Row(window, support)).ToContainTextAsync("在线");
        await supportWindow.Page.CloseAsync();
        await Expect(Row(window, support)).ToContainTextAsync("最后在线");

        await Row(window, support).ClickAsync();
        await Expect(window.Composer).ToBeVisibleAsync();
        await Expect(window.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);
        await Expect(window.Conversation(support.Username)).ToHaveAttributeAsync("aria-current", "true");
    }

    [ChromiumFact]
    public async Task Directory_WhenMerchantLooks_ShouldFindSupportAndTheirOwnCustomersOnly()
    {
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var name = $"药房{merchant.Id[^6..]}";
        var customer = await Server.CreatePersonAsync("buyer", $"{name} 老客户");
        await Server.CreatePersonAsync("buyer", $"{name} 陌生人");
        await Server.CreatePersonAsync("merchant", $"{name} 同行");
        var support = await Server.CreatePersonAsync("platform", $"{name} 客服");
        await Server.StartConversationAsync(customer, merchant);
        var window = await OpenChatAsync(merchant);
        await OpenDirectoryAsync(window);

        await Search(window).FillAsync(name);

        await Expect(Rows(window)).ToHaveCountAsync(2);
        await Expect(Row(window, support)).ToBeVisibleAsync();
        await Expect(Row(window, customer)).ToBeVisibleAsync();
        await Search(window).FillAsync($"{name} 陌生人");
        await Expect(window.Page.GetByText("没有匹配的人")).ToBeVisibleAsync();
    }

    [ChromiumFact]
    public async Task Directory_WhenOnPhone_ShouldBeASheetAndLeadBackToTheList()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", $"药企{buyer.Id[^6..]}");
        var window = await OpenChatAsync(buyer);
        await window.Page.SetViewportSizeAsync(390, 844);
        await OpenDirectoryAsync(window);
        await window.Page.GoBackAsync();
        await Expect(window.Page.GetByRole(AriaRole.Dialog)).ToHaveCountAsync(0);

        await OpenDirectoryAsync(window);
        await Search(window).FillAsync(merchant.Username);
        await Row(window, merchant).ClickAsync();
        await Expect(window.Composer).ToBeInViewportAsync(new() { Ratio = 1 });

        await window.Page.GoBackAsync();
        await Expect(window.Conversation(merchant.Username)).ToBeVisibleAsync();
        await Expect(window.Composer).ToHaveCountAsync(0);
    }

    private static ILocator Search(ChatWindow window) => window.Page.GetByTestId("directory").GetByRole(AriaRole.Searchbox);

    private static ILocator Rows(ChatWindow window) => window.Page.GetByTestId("person");

    private static ILocator Row(ChatWindow window, Person person) => window.Page.Locator($"[data-user-id='{person.Id}']");

    private static async Task OpenDirectoryAsync(ChatWindow window)
    {
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "发起会话" }).First.ClickAsync();
        await Expect(window.Page.GetByTestId("directory")).ToBeVisibleAsync();
    }
}
