using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class ReconnectTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [ChromiumFact]
    public async Task ChatPage_WhenServerRestarts_ShouldDeliverWhatWasWrittenMeanwhileOnceAndInOrder()
    {
        MayFailRequests = true;
        await using var server = await LiveServer.StartNewAsync();
        var buyer = await server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await server.CreatePersonAsync("merchant", MerchantName);
        var buyerWindow = await OpenChatAsync(server, buyer, merchant);
        var merchantWindow = await OpenChatAsync(server, merchant, buyer);
        await buyerWindow.SendAsync("断线之前");
        await Expect(merchantWindow.Message("断线之前")).ToBeVisibleAsync();

        await server.StopAsync();
        string[] written = ["离线一", "离线二", "离线三", "离线四"];
        foreach (var text in written)
        {
            await buyerWindow.SendAsync(text);
            await Expect(buyerWindow.Message(text)).ToHaveAttributeAsync("data-status", "sending");
        }

        await merchantWindow.SendAsync("我这边也断了");
        await Expect(buyerWindow.Page.GetByTestId("connection-banner")).ToBeVisibleAsync();
        await server.StartAsync();

        foreach (var text in written)
            await Expect(buyerWindow.Message(text)).ToHaveAttributeAsync("data-status", "read");
        await Expect(buyerWindow.Page.GetByTestId("connection-banner")).ToBeHiddenAsync();
        await Expect(buyerWindow.Message("我这边也断了")).ToBeVisibleAsync();
        foreach (var window in (ChatWindow[])[buyerWindow, merchantWindow])
        {
            await Expect(window.Messages).ToHaveCountAsync(6);
            var texts = await window.MessageList.Locator(".text").AllInnerTextsAsync();
            Assert.Equal(written, texts.Where(text => text.StartsWith("离线", StringComparison.Ordinal)));
        }
    }

    [ChromiumFact]
    public async Task ChatPage_WhenReloadedWhileServerIsAway_ShouldStillSendWhatWasWritten()
    {
        MayFailRequests = true;
        await using var server = await LiveServer.StartNewAsync();
        var buyer = await server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await server.CreatePersonAsync("merchant", MerchantName);
        var window = await OpenChatAsync(server, buyer, merchant);
        await window.SendAsync("连接正常");
        await Expect(window.Message("连接正常")).ToHaveAttributeAsync("data-status", "sent");
        await server.StopAsync();
        await window.SendAsync("写完就关了页面");
        await Expect(window.Message("写完就关了页面")).ToHaveAttributeAsync("data-status", "sending");
        await window.Page.CloseAsync();
        await server.StartAsync();

        var again = await OpenChatAsync(server, merchant, buyer);
        await Expect(again.Messages).ToHaveCountAsync(1);
        var buyerAgain = await OpenChatAsync(server, buyer, merchant);

        await Expect(buyerAgain.Message("写完就关了页面")).ToHaveCountAsync(1);
        await Expect(again.Message("写完就关了页面")).ToHaveCountAsync(1);
    }
}
