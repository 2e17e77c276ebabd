using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Hubs;

/// <summary>Two tabs of a buyer, one of a merchant, a watching admin, and a stranger who must hear nothing.</summary>
internal sealed class Room : IAsyncDisposable
{
    private Room(ChatServer server) => Server = server;

    public required ChatConnection BuyerTab { get; init; }

    public required ChatConnection OtherBuyerTab { get; init; }

    public required ChatConnection MerchantTab { get; init; }

    public required ChatConnection AdminTab { get; init; }

    public required ChatConnection StrangerTab { get; init; }

    public required ChatUser Stranger { get; init; }

    public ChatConnection[] Concerned => [BuyerTab, OtherBuyerTab, MerchantTab, AdminTab];

    private ChatServer Server { get; }

    public static async Task<Room> OpenAsync(ChatServer server, ChatUser buyer, ChatUser merchant)
    {
        var stranger = await server.CreateBuyerAsync();
        var room = new Room(server)
        {
            BuyerTab = await buyer.ConnectAsync(),
            OtherBuyerTab = await buyer.ConnectAsync(),
            MerchantTab = await merchant.ConnectAsync(),
            AdminTab = await server.Admin.ConnectAsync(),
            Stranger = stranger,
            StrangerTab = await stranger.ConnectAsync(),
        };
        await room.AdminTab.CallAsync("WatchAll", new { enabled = true });
        return room;
    }

    /// <summary>Pushes are published in order, so once something later has come, nothing earlier is still on its way.</summary>
    public async Task ShouldHaveToldNoStrangerAsync()
    {
        var own = await Stranger.StartConversationAsync(await Server.CreateMerchantAsync());
        await StrangerTab.WaitForAsync("ConversationUpdated", c => c.Id() == own);
        Assert.DoesNotContain(
            StrangerTab.All(),
            e =>
                e.Name is "MessageReceived" or "MessageUpdated" or "ReadUpdated" or "TypingChanged"
                || (e.Name == "ConversationUpdated" && e.Body.Id() != own)
        );
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var tab in (ChatConnection[])[.. Concerned, StrangerTab])
            await tab.DisposeAsync();
    }
}
