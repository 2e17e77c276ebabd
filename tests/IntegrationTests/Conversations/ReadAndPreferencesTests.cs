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
        Assert.Equal((3, 2, 3), (read.Number("unread_count"), read.ParticipantOf(merchant.Id).Number("last_read_sequence"), read.ParticipantOf(merchant.Id).Number("unread_count")));
        Assert.Equal((0, 1), (read.ParticipantOf(buyer.Id).Number("last_read_sequence"), read.ParticipantOf(buyer.Id).Number("unread_count")));
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
        await Answer.ReadAsync(await merchant.Http.PutAsync($"/api/conversations/{conversation}/read", content)).ShouldBeProblem("validation_failed", "sequence");

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

        var changed = await SetAsync(buyer, conversation, new { pinned = true, muted = true, marked_unread = true }).ShouldBe(200);

        changed.ShouldBeConversation();
        Assert.Equal((true, true, true, 1), (changed.Flag("pinned"), changed.Flag("muted"), changed.Flag("marked_unread"), changed.Number("unread_count")));
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

    private static Task<Answer> SetAsync(ChatUser user, long conversation, object body) => user.PutAsync($"/api/conversations/{conversation}/preferences", body);
}
