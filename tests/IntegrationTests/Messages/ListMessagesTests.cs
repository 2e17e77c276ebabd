using System.Text.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Messages;

[Collection(RestTests.Name)]
public sealed class ListMessagesTests(ChatServer server)
{
    [Fact]
    public async Task ListMessages_WhenNothingIsAsked_ShouldGiveTheNewestFiftyAscending()
    {
        var (buyer, conversation) = await FillAsync(53);

        var page = await ListAsync(buyer, conversation, "");

        page.ShouldHaveOnly("count", "results", "has_more");
        Assert.Equal((53, true), (page.Number("count"), page.Flag("has_more")));
        Assert.Equal(Range(4, 53), Sequences(page));
        Assert.All(page.Results(), m => m.ShouldBeMessage());
    }

    [Theory]
    [InlineData("limit=3", "8,9,10", true)]
    [InlineData("limit=10", "1,2,3,4,5,6,7,8,9,10", false)]
    [InlineData("limit=200", "1,2,3,4,5,6,7,8,9,10", false)]
    [InlineData("before=4&limit=2", "2,3", true)]
    [InlineData("before=3&limit=2", "1,2", false)]
    [InlineData("before=1", "", false)]
    [InlineData("before=0", "", false)]
    [InlineData("before=9223372036854775807&limit=1", "10", true)]
    [InlineData("after=0&limit=2", "1,2", true)]
    [InlineData("after=8&limit=2", "9,10", false)]
    [InlineData("after=7&limit=2", "8,9", true)]
    [InlineData("after=10", "", false)]
    [InlineData("after=9223372036854775807", "", false)]
    [InlineData("after=2&before=6&limit=2", "3,4", true)]
    [InlineData("after=2&before=5&limit=2", "3,4", false)]
    public async Task ListMessages_WhenBySequence_ShouldGiveThatStretch(string query, string sequences, bool hasMore)
    {
        var (buyer, conversation) = await FillAsync(10);

        var page = await ListAsync(buyer, conversation, query);

        Assert.Equal(sequences, string.Join(',', Sequences(page)));
        Assert.Equal((10, hasMore), (page.Number("count"), page.Flag("has_more")));
    }

    [Theory]
    [InlineData(1, "1,2,3,4", true)]
    [InlineData(5, "3,4,5,6", true)]
    [InlineData(8, "6,7,8,9", true)]
    [InlineData(10, "7,8,9,10", false)]
    public async Task ListMessages_WhenAroundAMessage_ShouldPutItIntoTheMiddle(int sequence, string sequences, bool hasMore)
    {
        var (buyer, conversation) = await FillAsync(10);
        var all = (await ListAsync(buyer, conversation, "")).Results();

        var page = await ListAsync(buyer, conversation, $"around={all[sequence - 1].Id()}&limit=4");

        page.ShouldHaveOnly("count", "results", "has_more");
        Assert.Equal(sequences, string.Join(',', Sequences(page)));
        Assert.Equal((10, hasMore), (page.Number("count"), page.Flag("has_more")));
    }

    [Fact]
    public async Task ListMessages_WhenAroundAMessageOfAnotherConversation_ShouldNotFindIt()
    {
        var (buyer, conversation) = await FillAsync(1);
        var (other, elsewhere) = await FillAsync(1);
        var foreign = (await ListAsync(other, elsewhere, "")).Results()[0].Id();

        await buyer.GetAsync($"/api/conversations/{conversation}/messages?around={foreign}").ShouldBeProblem("not_found");
        await buyer.GetAsync($"/api/conversations/{elsewhere}/messages?around={foreign}").ShouldBeProblem("not_found");
    }

    [Fact]
    public async Task ListMessages_WhenSinceRevision_ShouldMakeAClientCompleteAgain()
    {
        var (buyer, conversation) = await FillAsync(7);
        var known = (await ListAsync(buyer, conversation, "")).Results();
        await buyer.RecallAsync(known[1].Id());
        await buyer.SendAsync(conversation, "eighth");
        await buyer.RecallAsync(known[4].Id());

        var (changed, revision) = await CatchUpAsync(buyer, conversation, 7, limit: 2);

        Assert.Equal(10, revision);
        Assert.Equal([(2, 8), (8, 9), (5, 10)], changed.Select(m => (m.Number("sequence"), m.Number("revision"))));
        Assert.Equal([true, false, true], changed.Select(m => !m.IsNull("recalled_at")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(200)]
    public async Task ListMessages_WhenSinceRevisionZeroIsPaged_ShouldGiveEachMessageOnceInItsLastState(int limit)
    {
        var (buyer, conversation) = await FillAsync(9);
        var messages = (await ListAsync(buyer, conversation, "")).Results();
        await buyer.RecallAsync(messages[0].Id());
        await buyer.RecallAsync(messages[8].Id());

        var (changed, revision) = await CatchUpAsync(buyer, conversation, 0, limit);

        Assert.Equal(11, revision);
        Assert.Equal(Range(1, 9), changed.Select(m => m.Number("sequence")).Order());
        Assert.Equal(changed.Select(m => m.Number("revision")).Order(), changed.Select(m => m.Number("revision")));
        Assert.Equal([1, 9], changed.Where(m => !m.IsNull("recalled_at")).Select(m => m.Number("sequence")));
    }

    [Fact]
    public async Task ListMessages_WhenNothingChangedSince_ShouldSayUpToWhere()
    {
        var (buyer, conversation) = await FillAsync(2);

        var page = await ListAsync(buyer, conversation, "since_revision=2");

        page.ShouldHaveOnly("count", "results", "has_more", "revision");
        Assert.Equal((2, 0, false, 2), (page.Number("count"), page.Results().Count, page.Flag("has_more"), page.Number("revision")));
    }

    [Theory]
    [InlineData("limit=0", "limit")]
    [InlineData("limit=201", "limit")]
    [InlineData("limit=-1", "limit")]
    [InlineData("limit=x", "limit")]
    [InlineData("before=-1", "before")]
    [InlineData("after=-1", "after")]
    [InlineData("after=99999999999999999999", "after")]
    [InlineData("around=0", "around")]
    [InlineData("around=x", "around")]
    [InlineData("around=1&before=2", "around")]
    [InlineData("around=1&after=2", "around")]
    [InlineData("since_revision=1&around=2", "since_revision")]
    [InlineData("since_revision=-1", "since_revision")]
    [InlineData("since_revision=x", "since_revision")]
    [InlineData("since_revision=1&before=2", "since_revision")]
    [InlineData("since_revision=1&after=0", "since_revision")]
    public async Task ListMessages_WhenValueIsOutOfRange_ShouldNameTheParameter(string query, string field)
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();

        await buyer.GetAsync($"/api/conversations/{conversation}/messages?{query}").ShouldBeProblem("validation_failed", field);
    }

    private async Task<(ChatUser Buyer, long Conversation)> FillAsync(int count)
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        for (var i = 1; i <= count; i++)
            await buyer.SendAsync(conversation, $"message {i}");
        return (buyer, conversation);
    }

    /// <summary>Does what a client does after it was away: asks from where it was complete until there is no more.</summary>
    private static async Task<(List<JsonElement> Changed, long Revision)> CatchUpAsync(
        ChatUser user,
        long conversation,
        long since,
        int limit
    )
    {
        var changed = new List<JsonElement>();
        while (true)
        {
            var page = await ListAsync(user, conversation, $"since_revision={since}&limit={limit}");
            changed.AddRange(page.Results());
            since = page.Number("revision");
            if (!page.Flag("has_more"))
                return (changed, since);
        }
    }

    private static Task<JsonElement> ListAsync(ChatUser user, long conversation, string query) =>
        user.GetAsync($"/api/conversations/{conversation}/messages?{query}").ShouldBe(200);

    private static IEnumerable<long> Sequences(JsonElement page) => page.Results().Select(m => m.Number("sequence"));

    private static IEnumerable<long> Range(int first, int last) => Enumerable.Range(first, last - first + 1).Select(i => (long)i);
}
