using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class RestoredServerTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    private const string SecondMerchant = "同仁堂大药房";

    [ChromiumFact]
    public async Task ChatPages_WhenTheServerIsRestoredFromABackup_ShouldShowWhatItHoldsAndGoOn()
    {
        MayFailRequests = true;
        await using var server = await LiveServer.StartNewAsync();
        var buyer = await server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await server.CreatePersonAsync("merchant", MerchantName);
        var second = await server.CreatePersonAsync("merchant", SecondMerchant);
        var buyerWindow = await OpenChatAsync(server, buyer, merchant);
        var merchantWindow = await OpenChatAsync(server, merchant, buyer);
        var later = await OpenChatAsync(server, merchant, buyer);
        var secondWindow = await OpenChatAsync(server, second, buyer);
        await buyerWindow.SendAsync("备份之前");
        await secondWindow.SendAsync("一条未读");
        foreach (var window in (ChatWindow[])[merchantWindow, later])
            await Expect(window.Message("备份之前")).ToBeVisibleAsync();
        var unread = buyerWindow.Conversation(SecondMerchant).GetByTestId("unread-badge");
        await Expect(unread).ToHaveTextAsync("1");

        var backup = await server.BackUpAsync();
        await buyerWindow.SendAsync("备份之后一");
        await merchantWindow.SendAsync("备份之后二");
        await secondWindow.SendAsync("备份之后三");
        foreach (var window in (ChatWindow[])[buyerWindow, merchantWindow, later])
            await Expect(window.Messages).ToHaveCountAsync(3);
        await Expect(unread).ToHaveTextAsync("2");
        var address = later.Page.Url;
        await later.Page.GotoAsync("about:blank");
        await server.StopAsync();
        await buyerWindow.SendAsync("停机时写下");
        await Expect(buyerWindow.Message("停机时写下")).ToHaveAttributeAsync("data-status", "sending");
        await server.RestoreAsync(backup);

        await later.Page.GotoAsync(address);
        foreach (var window in (ChatWindow[])[buyerWindow, merchantWindow, later])
        {
            await Expect(window.Message("备份之后")).ToHaveCountAsync(0);
            await Expect(window.Message("停机时写下")).ToBeVisibleAsync();
            await Expect(window.Messages).ToHaveCountAsync(2);
        }

        await Expect(unread).ToHaveTextAsync("1");
        await merchantWindow.SendAsync("恢复之后");
        await Expect(buyerWindow.Message("恢复之后")).ToBeVisibleAsync();
        await Expect(later.Message("恢复之后")).ToBeVisibleAsync();
        await Expect(buyerWindow.Message("停机时写下")).ToHaveAttributeAsync("data-status", "read");
    }
}
