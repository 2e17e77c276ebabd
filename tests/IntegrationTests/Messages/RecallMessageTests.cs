using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Messages;

[Collection(RestTests.Name)]
public sealed class RecallMessageTests(ChatServer server)
{
    [Fact]
    public async Task RecallMessage_WhenSender_ShouldBlankItAndWhatQuotesIt()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var message = await buyer.SendAsync(conversation, "secret");
        await merchant.SendAsync(conversation, "about that", replyToId: message.Id());

        var recalled = await buyer.RecallAsync(message.Id());

        recalled.ShouldBeMessage();
        recalled.ShouldHaveTime("recalled_at");
        Assert.Equal(("", 1, 3), (recalled.Text("content"), recalled.Number("sequence"), recalled.Number("revision")));
        var page = await merchant.GetAsync($"/api/conversations/{conversation}/messages").ShouldBe(200);
        Assert.DoesNotContain("secret", page.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(
            ("", buyer.Id),
            (page.Results()[1].GetProperty("reply_to").Text("excerpt"), page.Results()[1].GetProperty("reply_to").Text("sender_id"))
        );
    }

    [Fact]
    public async Task RecallMessage_WhenNewest_ShouldBlankTheLastMessageAndKeepItsPlace()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await buyer.SendAsync(conversation, "first");
        var message = await buyer.SendAsync(conversation, "secret");

        await buyer.RecallAsync(message.Id());

        var seen = await merchant.ReadConversationAsync(conversation);
        var last = seen.GetProperty("last_message");
        Assert.Equal((message.Id(), ""), (last.Id(), last.Text("content")));
        last.ShouldHaveTime("recalled_at");
        Assert.Equal((2, 3, 1), (seen.Number("last_sequence"), seen.Number("revision"), seen.Number("unread_count")));
    }

    [Fact]
    public async Task RecallMessage_WhenDoneAgain_ShouldChangeNothing()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var message = await buyer.SendAsync(conversation, "x");

        var first = await buyer.RecallAsync(message.Id());
        var again = await buyer.RecallAsync(message.Id());

        Assert.Equal(first.GetRawText(), again.GetRawText());
    }

    [Fact]
    public async Task RecallMessage_WhenTheOtherHadReadIt_ShouldLeaveTheirCounter()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var read = await buyer.SendAsync(conversation, "read");
        var unread = await buyer.SendAsync(conversation, "unread");
        await merchant.MarkReadAsync(conversation, 1);

        await buyer.RecallAsync(read.Id());
        Assert.Equal(1, await merchant.CountUnreadAsync(conversation));
        await buyer.RecallAsync(unread.Id());
        Assert.Equal(0, await merchant.CountUnreadAsync(conversation));
    }

    [Fact]
    public async Task RecallMessage_WhenNotTheSender_ShouldBeRefusedByWhatTheyMaySee()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var stranger = await server.CreateMerchantAsync();
        var message = await buyer.SendAsync(conversation, "mine");

        await merchant.PostAsync($"/api/messages/{message.Id()}/recall").ShouldBeProblem("forbidden");
        await server.Admin.PostAsync($"/api/messages/{message.Id()}/recall").ShouldBeProblem("forbidden");
        await stranger.PostAsync($"/api/messages/{message.Id()}/recall").ShouldBeProblem("not_found");
        foreach (var id in new[] { "0", "-1", "9223372036854775807", "9223372036854775808", "x" })
            await buyer.PostAsync($"/api/messages/{id}/recall").ShouldBeProblem("not_found");
        Assert.Equal("mine", (await buyer.ReadConversationAsync(conversation)).GetProperty("last_message").Text("content"));
    }

    [Fact]
    public async Task RecallMessage_WhenTheWindowHasPassed_ShouldBeAConflict()
    {
        await using var strict = await ChatServer.StartAsync("--Messages:RecallWindow=00:00:00");
        var (buyer, _, conversation) = await strict.CreatePairAsync();
        var message = await buyer.SendAsync(conversation, "stays");
        await Eventually.Async(() => DateTimeOffset.UtcNow > message.GetProperty("created_at").GetDateTimeOffset().AddMilliseconds(1));

        await buyer.PostAsync($"/api/messages/{message.Id()}/recall").ShouldBeProblem("conflict");

        Assert.Equal("stays", (await buyer.ReadConversationAsync(conversation)).GetProperty("last_message").Text("content"));
    }
}
