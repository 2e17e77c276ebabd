using LiveChat.EndToEndTests.Support;

namespace LiveChat.EndToEndTests;

public sealed class DatabaseOutageTests(BrowserFixture fixture) : BrowserTest(fixture)
{
    [OutageFact]
    public async Task ChatPage_WhenPostgreSqlIsGoneForAWhile_ShouldSendWhatWasWrittenOnceItIsBack()
    {
        MayFailRequests = true;
        using var postgres = PostgresServer.Start();
        var database = await postgres.CreateDatabaseAsync();
        await using var server = await LiveServer.StartNewAsync(
            "--Database:Provider=PostgreSql",
            $"--Database:ConnectionString={database.ConnectionString}"
        );
        var buyer = await server.CreatePersonAsync("buyer", BuyerName);
        var merchant = await server.CreatePersonAsync("merchant", MerchantName);
        var buyerWindow = await OpenChatAsync(server, buyer, merchant);
        var merchantWindow = await OpenChatAsync(server, merchant, buyer);
        await buyerWindow.SendAsync("数据库还在");
        await Expect(merchantWindow.Message("数据库还在")).ToBeVisibleAsync();

        postgres.Crash();
        string[] written = ["数据库不在一", "数据库不在二", "数据库不在三"];
        foreach (var text in written)
        {
            await buyerWindow.SendAsync(text);
            await Expect(buyerWindow.Message(text)).ToHaveAttributeAsync("data-status", "sending");
        }

        postgres.StartAgain();

        foreach (var text in written)
            await Expect(buyerWindow.Message(text)).ToHaveAttributeAsync("data-status", "read");
        foreach (var window in (ChatWindow[])[buyerWindow, merchantWindow])
        {
            await Expect(window.Messages).ToHaveCountAsync(4);
            var texts = await window.MessageList.Locator(".text").AllInnerTextsAsync();
            Assert.Equal(written, texts.Where(text => text.StartsWith("数据库不在", StringComparison.Ordinal)));
        }
    }

    /// <summary>A browser and the programs of PostgreSQL.</summary>
    private sealed class OutageFactAttribute : FactAttribute
    {
        public OutageFactAttribute() => Skip = Chromium.IsRequired ? null : Chromium.MissingReason ?? PostgresCluster.MissingReason;
    }
}
