using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Conversations;

[Collection(RestTests.Name)]
public sealed class ReadAndPreferencesTests(ChatServer server)
{
    [Fact]
    public async Task MarkRead_WhenForward_ShouldMoveTheCursorAndCountWhatIsLeft()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        for (var i = 0; i < 5; i++)
            await buyer.SendAsync(conversation, $"{i}");
        await merchant.SendAsync(conversation, "own");
        Assert.Equal((5, 1), (await merchant.CountUnreadAsync(conversation), await buyer.CountUnreadAsync(conversation)));

        var read = await merchant.MarkReadAsync(conversation, 2);

        read.ShouldBeConversation();
        Assert.Equal(
            (3, 2, 3),
            (
                read.Number("unread_count"),
                read.ParticipantOf(merchant.Id).Number("last_read_sequence"),
                read.ParticipantOf(merchant.Id).Number("unread_count")
            )
        );
        Assert.Equal(
            (0, 1),
            (read.ParticipantOf(buyer.Id).Number("last_read_sequence"), read.ParticipantOf(buyer.Id).Number("unread_count"))
        );
    }

    [Fact]
    public async Task MarkRead_WhenBackOrAgain_ShouldNotMove()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        for (var i = 0; i < 3; i++)
            await buyer.SendAsync(conversation, $"{i}");
        await merchant.MarkReadAsync(conversation, 3);

        foreach (var sequence in new[] { 3, 1, 0 })
        {
            var read = await merchant.MarkReadAsync(conversation, sequence);
            Assert.Equal((0, 3), (read.Number("unread_count"), read.ParticipantOf(merchant.Id).Number("last_read_sequence")));
        }
    }

    [Theory]
    [InlineData("""{"sequence":3}""")]
    [InlineData("""{"sequence":-1}""")]
    [InlineData("""{"sequence":9223372036854775807}""")]
    [InlineData("""{"sequence":null}""")]
    [InlineData("{}")]
    public async Task MarkRead_WhenSequenceIsOutOfRange_ShouldNameItAndNotMove(string body)
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await buyer.SendAsync(conversation, "1");
        await buyer.SendAsync(conversation, "2");

        using var content = new StringContent(body, null, "application/json");
        await Answer
            .ReadAsync(await merchant.Http.PutAsync($"/api/conversations/{conversation}/read", content))
            .ShouldBeProblem("validation_failed", "sequence");

        Assert.Equal(2, await merchant.CountUnreadAsync(conversation));
    }

    [Fact]
    public async Task SendMessage_WhenSent_ShouldMoveNoCursor()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await merchant.SendAsync(conversation, "unread by the buyer");

        await buyer.SendAsync(conversation, "answered without reading");

        var seen = await buyer.ReadConversationAsync(conversation);
        Assert.Equal((1, 0), (seen.Number("unread_count"), seen.ParticipantOf(buyer.Id).Number("last_read_sequence")));
    }

    [Fact]
    public async Task ListMessages_WhenRead_ShouldMoveNoCursor()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await merchant.SendAsync(conversation, "x");

        await buyer.GetAsync($"/api/conversations/{conversation}/messages").ShouldBe(200);

        Assert.Equal(1, await buyer.CountUnreadAsync(conversation));
    }

    [Fact]
    public async Task SetPreferences_WhenSet_ShouldChangeTheCallersOwnAndNothingElse()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await merchant.SendAsync(conversation, "x");

        var changed = await SetAsync(
                buyer,
                conversation,
                new
                {
                    pinned = true,
                    muted = true,
                    marked_unread = true,
                }
            )
            .ShouldBe(200);

        changed.ShouldBeConversation();
        Assert.Equal(
            (true, true, true, 1),
            (changed.Flag("pinned"), changed.Flag("muted"), changed.Flag("marked_unread"), changed.Number("unread_count"))
        );
        var seen = await merchant.ReadConversationAsync(conversation);
        Assert.Equal((false, false, false), (seen.Flag("pinned"), seen.Flag("muted"), seen.Flag("marked_unread")));
        Assert.Equal((changed.Number("revision"), changed.Text("updated_at")), (seen.Number("revision"), seen.Text("updated_at")));
    }

    [Fact]
    public async Task SetPreferences_WhenSomeAreLeftOut_ShouldLeaveThem()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        await SetAsync(buyer, conversation, new { pinned = true, muted = true }).ShouldBe(200);

        var changed = await SetAsync(buyer, conversation, new { muted = false }).ShouldBe(200);

        Assert.Equal((true, false), (changed.Flag("pinned"), changed.Flag("muted")));
        Assert.True((await SetAsync(buyer, conversation, new { }).ShouldBe(200)).Flag("pinned"));
    }

    [Fact]
    public async Task MarkRead_WhenMarkedUnread_ShouldTakeTheMarkAway()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        await SetAsync(buyer, conversation, new { marked_unread = true }).ShouldBe(200);

        Assert.False((await buyer.MarkReadAsync(conversation, 0)).Flag("marked_unread"));
    }

    [Fact]
    public async Task SetPreferences_WhenDone_ShouldLeaveTheListUntilTheOtherSideWrites()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();

        var changed = await SetAsync(merchant, conversation, new { done = true }).ShouldBe(200);

        changed.ShouldBeConversation();
        Assert.True(changed.Flag("done"));
        Assert.False((await buyer.ReadConversationAsync(conversation)).Flag("done"));
        Assert.Empty(await ListAsync(merchant, ""));
        Assert.Empty(await ListAsync(merchant, "?done=false"));
        Assert.Equal([conversation], await ListAsync(merchant, "?done=true"));
        Assert.Equal([conversation], await ListAsync(buyer, ""));
        Assert.Contains(conversation, await ListAsync(server.Admin, $"?user_id={buyer.Id}"));

        await merchant.SendAsync(conversation, "one more thing");
        Assert.Empty(await ListAsync(merchant, ""));

        await buyer.SendAsync(conversation, "and one of mine");
        Assert.Equal([conversation], await ListAsync(merchant, ""));
        Assert.Empty(await ListAsync(merchant, "?done=true"));
    }

    [Fact]
    public async Task SetPreferences_WhenSnoozed_ShouldLeaveTheListUntilThen()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var tomorrow = DateTimeOffset.UtcNow.AddDays(1);

        var changed = await SetAsync(merchant, conversation, new { snoozed_until = tomorrow }).ShouldBe(200);

        changed.ShouldBeConversation();
        Assert.Equal(tomorrow.ToUnixTimeMilliseconds(), changed.GetProperty("snoozed_until").GetDateTimeOffset().ToUnixTimeMilliseconds());
        Assert.Empty(await ListAsync(merchant, ""));
        Assert.Equal([conversation], await ListAsync(merchant, "?snoozed=true"));

        await SetAsync(merchant, conversation, new { snoozed_until = DateTimeOffset.UtcNow.AddSeconds(1) }).ShouldBe(200);
        await Eventually.Async(async () => (await ListAsync(merchant, "")).Contains(conversation));
        Assert.True((await merchant.ReadConversationAsync(conversation)).IsNull("snoozed_until"));
        Assert.Empty(await ListAsync(merchant, "?snoozed=true"));

        await SetAsync(merchant, conversation, new { snoozed_until = tomorrow }).ShouldBe(200);
        await SetAsync(merchant, conversation, new { muted = true }).ShouldBe(200);
        Assert.Empty(await ListAsync(merchant, ""));
        await SetAsync(merchant, conversation, new { snoozed_until = (DateTimeOffset?)null }).ShouldBe(200);
        Assert.Equal([conversation], await ListAsync(merchant, ""));

        await SetAsync(merchant, conversation, new { snoozed_until = DateTimeOffset.UtcNow.AddDays(1), done = true }).ShouldBe(200);
        Assert.Equal([conversation], await ListAsync(merchant, "?snoozed=true"));
        await buyer.SendAsync(conversation, "hello?");
        Assert.Equal([conversation], await ListAsync(merchant, ""));
        await SetAsync(merchant, conversation, new { snoozed_until = DateTimeOffset.UtcNow.AddMinutes(-1) })
            .ShouldBeProblem("validation_failed", "snoozed_until");
    }

    [Fact]
    public async Task ReadConversations_WhenGivenIdsOrAll_ShouldReadThemToTheirEnds()
    {
        var merchant = await server.CreateMerchantAsync();
        var ids = new List<long>();
        for (var i = 0; i < 3; i++)
        {
            var buyer = await server.CreateBuyerAsync();
            ids.Add(await buyer.StartConversationAsync(merchant));
            await buyer.SendAsync(ids[i], "one");
            await buyer.SendAsync(ids[i], "two");
        }

        Assert.Equal(
            1,
            (await merchant.PostAsync("/api/conversations/read", new { conversation_ids = new[] { ids[0], ids[0] } }).ShouldBe(200)).Number(
                "count"
            )
        );
        Assert.Equal(new long[] { 0, 2, 2 }, await UnreadAsync());

        await SetAsync(merchant, ids[0], new { marked_unread = true }).ShouldBe(200);
        await SetAsync(merchant, ids[1], new { done = true }).ShouldBe(200);
        Assert.Equal(3, (await merchant.PostAsync("/api/conversations/read", new { all = true }).ShouldBe(200)).Number("count"));
        Assert.Equal(new long[] { 0, 0, 0 }, await UnreadAsync());
        Assert.False((await merchant.ReadConversationAsync(ids[0])).Flag("marked_unread"));

        async Task<long[]> UnreadAsync() => await Task.WhenAll(ids.Select(merchant.CountUnreadAsync));
    }

    [Fact]
    public async Task ReadConversations_WhenOneIsNotTheirs_ShouldReadNone()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var (_, _, others) = await server.CreatePairAsync();
        await buyer.SendAsync(conversation, "x");

        await merchant
            .PostAsync("/api/conversations/read", new { conversation_ids = new[] { conversation, others } })
            .ShouldBeProblem("not_found");

        Assert.Equal(1, await merchant.CountUnreadAsync(conversation));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"conversation_ids":[]}""")]
    [InlineData("""{"conversation_ids":[1],"all":true}""")]
    [InlineData("""{"all":false}""")]
    public async Task ReadConversations_WhenNothingOrBothAreGiven_ShouldNameTheField(string body) =>
        await (await server.CreateMerchantAsync())
            .PostTextAsync("/api/conversations/read", body)
            .ShouldBeProblem("validation_failed", "conversation_ids");

    private static async Task<List<long>> ListAsync(ChatUser user, string query) =>
        [.. (await user.GetAsync($"/api/conversations{query}").ShouldBe(200)).Results().Select(c => c.Id())];

    private static Task<Answer> SetAsync(ChatUser user, long conversation, object body) =>
        user.PutAsync($"/api/conversations/{conversation}/preferences", body);
}
