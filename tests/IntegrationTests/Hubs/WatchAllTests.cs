using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Hubs;

/// <summary>An admin's connection follows everybody's conversations for as long as it asks to.</summary>
[Collection(HubTests.Name)]
public sealed class WatchAllTests(ChatServer server)
{
    [Fact]
    public async Task WatchAll_WhenSwitchedOff_ShouldStop()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        await using var watching = await server.Admin.ConnectAsync();
        await using var stopped = await server.Admin.ConnectAsync();
        foreach (var tab in new[] { watching, stopped })
            await tab.CallAsync("WatchAll", new { enabled = true });
        await stopped.CallAsync("WatchAll", new { enabled = false });

        await buyer.SendAsync(conversation, "seen by one");

        await watching.WaitForAsync("MessageReceived", m => m.Number("conversation_id") == conversation);
        await stopped.CallAsync("GetHeads", new { });
        Assert.DoesNotContain(stopped.Events("MessageReceived"), m => m.Number("conversation_id") == conversation);
    }

    [Fact]
    public async Task WatchAll_WhenNotAdmin_ShouldBeForbidden()
    {
        foreach (var role in new[] { "buyer", "merchant", "platform" })
        {
            await using var tab = await (await server.CreateUserAsync(role)).ConnectAsync();
            await tab.ShouldRefuseAsync("WatchAll", new { enabled = true }, "forbidden");
        }
    }
}
