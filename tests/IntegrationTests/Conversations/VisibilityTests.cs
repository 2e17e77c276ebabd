using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Conversations;

/// <summary>Strangers get 404 on every route and hub method; admins read and never write.</summary>
[Collection(RestTests.Name)]
public sealed class VisibilityTests(ChatServer server)
{
    [Fact]
    public async Task EveryRoute_WhenStranger_ShouldAnswerAsForOneThatDoesNotExist()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var message = await buyer.SendAsync(conversation, "private");
        var stranger = await server.CreatePlatformAsync();

        var onForeign = await CallAllAsync(stranger, conversation.ToString(null, null), message.Id());
        var onMissing = await CallAllAsync(stranger, "987654321", 987654321);

        Assert.Equal(onMissing, onForeign);
        var seen = await buyer.ReadConversationAsync(conversation);
        Assert.Equal((1, 1), (seen.Number("last_sequence"), seen.Number("revision")));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("9223372036854775807")]
    [InlineData("9223372036854775808")]
    [InlineData("x")]
    [InlineData("1.5")]
    [InlineData("1%2F2")]
    public async Task EveryRoute_WhenIdIsOutOfRange_ShouldBeNotFound(string id) =>
        await CallAllAsync(await server.CreateBuyerAsync(), id, 987654321);

    [Fact]
    public async Task EveryMethod_WhenStranger_ShouldBeNotFound()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var message = await buyer.SendAsync(conversation, "private");
        var stranger = await server.CreatePlatformAsync();
        await using var tab = await stranger.ConnectAsync();

        await tab.ShouldRefuseAsync(
            "SendMessage",
            new
            {
                conversation_id = conversation,
                client_message_id = "a",
                type = "text",
                content = "x",
            },
            "not_found"
        );
        await tab.ShouldRefuseAsync("MarkRead", new { conversation_id = conversation, sequence = 1 }, "not_found");
        await tab.ShouldRefuseAsync("RecallMessage", new { message_id = message.Id() }, "not_found");
        await tab.ShouldRefuseAsync("SetTyping", new { conversation_id = conversation, is_typing = true }, "not_found");
        Assert.Empty((await tab.CallAsync("GetHeads", new { })).List("heads"));
    }

    [Fact]
    public async Task Admin_WhenReading_ShouldSeeAllAndMoveNothing()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await buyer.SendAsync(conversation, "seen by the admin");

        var seen = await server.Admin.ReadConversationAsync(conversation);
        var page = await server.Admin.GetAsync($"/api/conversations/{conversation}/messages").ShouldBe(200);
        await server.Admin.GetAsync($"/api/conversations/{conversation}/messages?since_revision=0").ShouldBe(200);

        seen.ShouldBeConversation();
        Assert.Equal((0, false), (seen.Number("unread_count"), seen.Flag("pinned")));
        Assert.Single(page.Results());
        var after = await merchant.ReadConversationAsync(conversation);
        Assert.Equal((1, 0), (after.Number("unread_count"), after.ParticipantOf(merchant.Id).Number("last_read_sequence")));
        Assert.Equal(2, after.List("participants").Count);
    }

    [Fact]
    public async Task Admin_WhenWriting_ShouldBeForbiddenByBothDoors()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var message = await buyer.SendAsync(conversation, "x");
        var admin = server.Admin;
        await using var tab = await admin.ConnectAsync();

        await admin.PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft("x")).ShouldBeProblem("forbidden");
        await admin.PutAsync($"/api/conversations/{conversation}/read", new { sequence = 1 }).ShouldBeProblem("forbidden");
        await admin.PutAsync($"/api/conversations/{conversation}/preferences", new { pinned = true }).ShouldBeProblem("forbidden");
        await admin.PostAsync($"/api/messages/{message.Id()}/recall").ShouldBeProblem("forbidden");
        await tab.ShouldRefuseAsync(
            "SendMessage",
            new
            {
                conversation_id = conversation,
                client_message_id = "a",
                type = "text",
                content = "x",
            },
            "forbidden"
        );
        await tab.ShouldRefuseAsync("MarkRead", new { conversation_id = conversation, sequence = 1 }, "forbidden");
        await tab.ShouldRefuseAsync("RecallMessage", new { message_id = message.Id() }, "forbidden");
        await tab.ShouldRefuseAsync("SetTyping", new { conversation_id = conversation, is_typing = true }, "forbidden");

        var after = await merchant.ReadConversationAsync(conversation);
        Assert.Equal((1, 1), (after.Number("last_sequence"), after.Number("unread_count")));
    }

    private static async Task<List<string>> CallAllAsync(ChatUser user, string conversation, long message)
    {
        Task<Answer>[] calls =
        [
            user.GetAsync($"/api/conversations/{conversation}"),
            user.GetAsync($"/api/conversations/{conversation}/messages"),
            user.GetAsync($"/api/conversations/{conversation}/messages?since_revision=0"),
            user.PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft("x")),
            user.PutAsync($"/api/conversations/{conversation}/read", new { sequence = 0 }),
            user.PutAsync($"/api/conversations/{conversation}/preferences", new { pinned = true }),
            user.PostAsync($"/api/messages/{message}/recall"),
        ];
        var details = new List<string>();
        foreach (var call in calls)
            details.Add((await call.ShouldBeProblem("not_found")).Text("detail"));
        return details;
    }
}
