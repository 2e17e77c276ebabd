using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class ChatPageOnPhoneTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    protected override BrowserNewContextOptions Options => Phone;

    [ChromiumFact]
    public async Task ChatPage_WhenOpenedOnPhone_ShouldShowOnePaneAndComeBack()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var conversation = await Server.StartConversationAsync(buyer, merchant);
        await Server.SayAsync(merchant, conversation, "一个没有空格的很长很长的编号" + new string('9', 80));
        var window = await OpenChatAsync(buyer);
        await Expect(window.Conversation(MerchantName)).ToBeVisibleAsync();
        await Expect(window.Composer).ToHaveCountAsync(0);

        await window.Conversation(MerchantName).TapAsync();
        await Expect(window.Composer).ToBeInViewportAsync(new() { Ratio = 1 });
        await Expect(window.ConversationList).ToBeHiddenAsync();
        Assert.True(await window.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"));

        await window.Composer.FillAsync("收到");
        await window.Page.GetByTestId("send").TapAsync();
        await Expect(window.Message("收到")).ToHaveAttributeAsync("data-status", "sent");

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "返回会话列表" }).TapAsync();
        await Expect(window.Conversation(MerchantName)).ToContainTextAsync("收到");
        await Expect(window.Composer).ToHaveCountAsync(0);

        // The phone's own gesture does the same.
        await window.Conversation(MerchantName).TapAsync();
        await Expect(window.Composer).ToBeVisibleAsync();
        await window.Page.GoBackAsync();
        await Expect(window.Conversation(MerchantName)).ToBeVisibleAsync();
        await Expect(window.Composer).ToHaveCountAsync(0);
    }

    [ChromiumFact]
    public async Task ChatPage_WhenPhoneOpensTargetLink_ShouldShowTheChatAndLeadBackToTheList()
    {
        var buyer = await Server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await Server.CreatePersonAsync("merchant", MerchantName);
        var window = await OpenChatAsync(buyer, merchant);
        await Expect(window.Composer).ToBeVisibleAsync();

        await window.Page.GetByRole(AriaRole.Button, new() { Name = "返回会话列表" }).TapAsync();

        await Expect(window.Conversation(MerchantName)).ToBeVisibleAsync();
    }
}
