using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Messages;

[Collection(RestTests.Name)]
public sealed class SendMessageTests(ChatServer server)
{
    [Fact]
    public async Task SendMessage_WhenNew_ShouldBeCreatedAndNumbered()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();

        var first = await buyer.SendAsync(conversation, "  第一条 <b>plain</b> 🎉 \r\n\t ", "id-1");
        var second = await merchant.SendAsync(conversation, "second");

        first.ShouldBeMessage();
        Assert.Equal(
            (1, 1, conversation, buyer.Id),
            (first.Number("sequence"), first.Number("revision"), first.Number("conversation_id"), first.Text("sender_id"))
        );
        Assert.Equal(
            ("id-1", "text", "  第一条 <b>plain</b> 🎉"),
            (first.Text("client_message_id"), first.Text("type"), first.Text("content"))
        );
        Assert.True(first.IsNull("attachment") && first.IsNull("reply_to") && first.IsNull("recalled_at") && first.IsNull("removed_at"));
        Assert.Equal((2, 2), (second.Number("sequence"), second.Number("revision")));
    }

    [Fact]
    public async Task SendMessage_WhenCreated_ShouldSayWhere()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();

        var answer = await buyer.PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft("here"));

        var page = await buyer.GetAsync(answer.Headers.Location!.ToString()).ShouldBe(200);
        Assert.Equal(answer.Body.Id(), page.Results().Single().Id());
    }

    [Fact]
    public async Task SendMessage_WhenTheSameAgain_ShouldGiveTheFirst()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var first = await buyer.SendAsync(conversation, "once", "same");

        var again = await PostAsync(buyer, conversation, ChatUser.Draft("once  \n", "same")).ShouldBe(200);

        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal(1, (await buyer.ReadConversationAsync(conversation)).Number("last_sequence"));
    }

    [Fact]
    public async Task SendMessage_WhenTheSameAfterARecall_ShouldGiveTheRecalledOne()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var first = await buyer.SendAsync(conversation, "regretted", "same");
        await buyer.RecallAsync(first.Id());

        var again = await PostAsync(buyer, conversation, ChatUser.Draft("regretted", "same")).ShouldBe(200);

        Assert.Equal((first.Id(), ""), (again.Id(), again.Text("content")));
        await PostAsync(buyer, conversation, ChatUser.Draft("other", "same")).ShouldBeProblem("conflict");
    }

    [Fact]
    public async Task SendMessage_WhenTheIdIsOnOtherContent_ShouldBeAConflict()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var first = await buyer.SendAsync(conversation, "one", "same");

        await PostAsync(buyer, conversation, ChatUser.Draft("two", "same")).ShouldBeProblem("conflict");
        await PostAsync(buyer, conversation, ChatUser.Draft("one", "same", first.Id())).ShouldBeProblem("conflict");
        await PostAsync(buyer, conversation, ChatUser.Draft(" one", "same")).ShouldBeProblem("conflict");
    }

    [Fact]
    public async Task SendMessage_WhenTheIdIsAnothersOrElsewhere_ShouldBeAMessageOfItsOwn()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var elsewhere = await buyer.StartConversationAsync(await server.CreateMerchantAsync());

        var ids = new[]
        {
            (await buyer.SendAsync(conversation, "same", "same")).Id(),
            (await merchant.SendAsync(conversation, "same", "same")).Id(),
            (await buyer.SendAsync(elsewhere, "same", "same")).Id(),
            (await buyer.SendAsync(conversation, "same", "SAME")).Id(),
        };

        Assert.Equal(4, ids.Distinct().Count());
    }

    [Fact]
    public async Task SendMessage_WhenItQuotes_ShouldCarryAnExcerpt()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        // A pair of surrogates across the cut: neither half may be left alone.
        var quoted = await buyer.SendAsync(conversation, new string('x', 99) + "🎉 and more");

        var reply = await merchant.SendAsync(conversation, "reply", replyToId: quoted.Id());

        var quote = reply.GetProperty("reply_to");
        Assert.Equal((quoted.Id(), buyer.Id, new string('x', 99)), (quote.Id(), quote.Text("sender_id"), quote.Text("excerpt")));
    }

    [Fact]
    public async Task SendMessage_WhenItQuotesWhatItMayNot_ShouldNameTheField()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var (stranger, _, elsewhere) = await server.CreatePairAsync();
        var foreign = await stranger.SendAsync(elsewhere, "secret");
        var recalled = await buyer.SendAsync(conversation, "gone");
        await buyer.RecallAsync(recalled.Id());

        foreach (var id in new[] { foreign.Id(), recalled.Id(), 0, -1, long.MaxValue })
            await PostAsync(buyer, conversation, ChatUser.Draft("reply", replyToId: id))
                .ShouldBeProblem("validation_failed", "reply_to_id");
    }

    [Fact]
    public async Task SendMessage_WhenContentIsAsLongAsAllowed_ShouldBeKeptWhole()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var content = string.Concat(Enumerable.Repeat("🎉", 2500));

        Assert.Equal(content, (await buyer.SendAsync(conversation, content + "   ")).Text("content"));
        await PostAsync(buyer, conversation, ChatUser.Draft(content + "x")).ShouldBeProblem("validation_failed", "content");
    }

    [Theory]
    [InlineData("""{"type":"text","content":"x"}""", "client_message_id")]
    [InlineData("""{"client_message_id":"","type":"text","content":"x"}""", "client_message_id")]
    [InlineData("""{"client_message_id":"a b","type":"text","content":"x"}""", "client_message_id")]
    [InlineData(
        """{"client_message_id":"12345678901234567890123456789012345678901234567890123456789012345","type":"text","content":"x"}""",
        "client_message_id"
    )]
    [InlineData("""{"client_message_id":"a","content":"x"}""", "type")]
    [InlineData("""{"client_message_id":"a","type":"order","content":"x"}""", "type")]
    [InlineData("""{"client_message_id":"a","type":"system","content":"x"}""", "type")]
    [InlineData("""{"client_message_id":"a","type":"Text","content":"x"}""", "type")]
    [InlineData("""{"client_message_id":"a","type":"1","content":"x"}""", "type")]
    [InlineData("""{"client_message_id":"a","type":"text"}""", "content")]
    [InlineData("""{"client_message_id":"a","type":"text","content":" \n\t　"}""", "content")]
    [InlineData("""{"client_message_id":"a","type":"text","content":"x","attachment_id":1}""", "attachment_id")]
    [InlineData("""{"client_message_id":"a","type":"image","content":""}""", "attachment_id")]
    [InlineData("""{"client_message_id":"a","type":"file","content":"","attachment_id":987654321}""", "attachment_id")]
    public async Task SendMessage_WhenSomethingDoesNotFit_ShouldNameItAndStoreNothing(string body, string field)
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();

        await buyer.PostTextAsync($"/api/conversations/{conversation}/messages", body).ShouldBeProblem("validation_failed", field);

        Assert.Equal(0, (await buyer.ReadConversationAsync(conversation)).Number("last_sequence"));
    }

    [Fact]
    public async Task SendMessage_WhenIdentityAndStateAreClaimed_ShouldIgnoreThem()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();

        var sent = await PostAsync(
                buyer,
                conversation,
                new
                {
                    client_message_id = "a",
                    type = "text",
                    content = "x",
                    sender_id = merchant.Id,
                    id = 1,
                    sequence = 99,
                    created_at = "2020-01-01T00:00:00Z",
                    recalled_at = "2020-01-01T00:00:00Z",
                }
            )
            .ShouldBe(201);

        Assert.Equal((buyer.Id, 1, true), (sent.Text("sender_id"), sent.Number("sequence"), sent.IsNull("recalled_at")));
        Assert.DoesNotContain("2020-", sent.Text("created_at"), StringComparison.Ordinal);
    }

    private static Task<Answer> PostAsync(ChatUser sender, long conversation, object body) =>
        sender.PostAsync($"/api/conversations/{conversation}/messages", body);
}
