using System.Text.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Hubs;

/// <summary>A client learns from heads where each of its conversations stands, and so what it missed.</summary>
[Collection(HubTests.Name)]
public sealed class HeadsTests(ChatServer server)
{
    [Fact]
    public async Task GetHeads_WhenCalled_ShouldSayWhereEachConversationStands()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var message = await buyer.SendAsync(conversation, "1");
        await buyer.SendAsync(conversation, "2");
        await merchant.SendAsync(conversation, "3");
        await buyer.RecallAsync(message.Id());
        await merchant.MarkReadAsync(conversation, 1);
        await using var tab = await merchant.ConnectAsync();

        var heads = await tab.CallAsync("GetHeads", new { });

        heads.ShouldHaveOnly("epoch", "heads");
        Assert.Matches("^[0-9a-f]{16}$", heads.Text("epoch"));
        ShouldBeHead(heads.List("heads").Single(), conversation, revision: 4, lastSequence: 3, lastRead: 1, unread: 1);
    }

    [Fact]
    public async Task Heads_WhenSomethingChanged_ShouldComeByItselfAndTwice()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await using var tab = await merchant.ConnectAsync();
        await buyer.SendAsync(conversation, "1");

        // Later than the message itself, so that the state is the one after it.
        await Eventually.Async(() => Heads().Count(h => h.Number("revision") == 1) >= 2, () => "Heads did not come twice.");

        ShouldBeHead(Heads().Last(), conversation, revision: 1, lastSequence: 1, lastRead: 0, unread: 1);

        IEnumerable<JsonElement> Heads() =>
            tab.Events("Heads").SelectMany(h => h.List("heads")).Where(h => h.Number("conversation_id") == conversation);
    }

    private static void ShouldBeHead(JsonElement head, long conversation, long revision, long lastSequence, long lastRead, long unread)
    {
        head.ShouldHaveOnly("conversation_id", "revision", "last_sequence", "last_read_sequence", "unread_count");
        Assert.Equal(
            (conversation, revision, lastSequence, lastRead, unread),
            (
                head.Number("conversation_id"),
                head.Number("revision"),
                head.Number("last_sequence"),
                head.Number("last_read_sequence"),
                head.Number("unread_count")
            )
        );
    }
}
