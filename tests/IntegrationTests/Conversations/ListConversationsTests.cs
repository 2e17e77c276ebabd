using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Conversations;

[Collection(RestTests.Name)]
public sealed class ListConversationsTests(ChatServer server)
{
    [Fact]
    public async Task ListConversations_WhenMessagesCome_ShouldPutPinnedFirstThenNewestActivity()
    {
        var buyer = await server.CreateBuyerAsync();
        var (first, second, third) = (await StartAsync(buyer), await StartAsync(buyer), await StartAsync(buyer));

        await buyer.SendAsync(second, "newest");
        Assert.Equal([second, third, first], await ListAsync(buyer));

        await buyer.PutAsync($"/api/conversations/{first}/preferences", new { pinned = true }).ShouldBe(200);
        Assert.Equal([first, second, third], await ListAsync(buyer));
    }

    [Fact]
    public async Task ListConversations_WhenPinned_ShouldNotMoveInTheListOfTheOther()
    {
        var (buyer, merchant, pinned) = await server.CreatePairAsync();
        var newer = await (await server.CreateBuyerAsync()).StartConversationAsync(merchant);

        await buyer.PutAsync($"/api/conversations/{pinned}/preferences", new { pinned = true }).ShouldBe(200);

        Assert.Equal([newer, pinned], await ListAsync(merchant));
    }

    [Fact]
    public async Task ListConversations_WhenPaged_ShouldHoldEachOnceAndCountAll()
    {
        var buyer = await server.CreateBuyerAsync();
        var made = new List<long>();
        for (var i = 0; i < 5; i++)
            made.Insert(0, await StartAsync(buyer));

        var seen = new List<long>();
        for (var page = 1; page <= 3; page++)
        {
            var list = await buyer.GetAsync($"/api/conversations?page={page}&page_size=2").ShouldBe(200);
            list.ShouldHaveOnly("count", "results");
            Assert.Equal(5, list.Number("count"));
            Assert.All(list.Results(), c => c.ShouldBeConversation());
            seen.AddRange(list.Results().Select(c => c.Id()));
        }

        Assert.Equal(made, seen);
    }

    [Fact]
    public async Task ListConversations_WhenSearched_ShouldLookAtTheNamesOfTheOthers()
    {
        var mark = ChatUser.NewId("s")[..20];
        var buyer = await server.CreateBuyerAsync($"{mark} me");
        var wanted = await buyer.StartConversationAsync(await server.CreateMerchantAsync($"好药 {mark}"));
        await StartAsync(buyer);

        Assert.Equal([wanted], await ListAsync(buyer, $"search={mark.ToUpperInvariant()}"));
        Assert.Equal([wanted], await ListAsync(buyer, $"search={Uri.EscapeDataString("好药")}"));
        Assert.Empty(await ListAsync(buyer, "search=%25"));
    }

    [Fact]
    public async Task ListConversations_WhenUnreadOnly_ShouldHoldUnreadAndMarkedOnes()
    {
        var (buyer, merchant, unread) = await server.CreatePairAsync();
        var marked = await StartAsync(buyer);
        await StartAsync(buyer);
        await merchant.SendAsync(unread, "unread");
        await buyer.PutAsync($"/api/conversations/{marked}/preferences", new { marked_unread = true }).ShouldBe(200);

        Assert.Equal([unread, marked], await ListAsync(buyer, "unread=true"));
        Assert.Equal(3, (await ListAsync(buyer, "unread=false")).Count);
        Assert.Empty(await ListAsync(merchant, "unread=true"));
    }

    [Fact]
    public async Task ListConversations_WhenAdmin_ShouldHoldAllAndFilterByUser()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var (_, _, foreign) = await server.CreatePairAsync();
        await buyer.SendAsync(conversation, "for the merchant");

        Assert.Equal([conversation], await ListAsync(server.Admin, $"user_id={buyer.Id}"));
        var seen = (await server.Admin.GetAsync($"/api/conversations?user_id={merchant.Id}").ShouldBe(200)).Results().Single();
        Assert.Equal(0, seen.Number("unread_count"));
        Assert.Equal(1, seen.ParticipantOf(merchant.Id).Number("unread_count"));
        Assert.Contains(foreign, await ListAsync(server.Admin));
        Assert.Empty(await ListAsync(server.Admin, "user_id=nobody"));
    }

    [Fact]
    public async Task ListConversations_WhenMemberAsksForAnother_ShouldHoldTheirOwn()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var (other, _, _) = await server.CreatePairAsync();

        Assert.Equal([conversation], await ListAsync(buyer, $"user_id={other.Id}"));
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page_size=101", "page_size")]
    [InlineData("page_size=x", "page_size")]
    [InlineData("unread=maybe", "unread")]
    public async Task ListConversations_WhenValueIsOutOfRange_ShouldNameTheParameter(string query, string field) =>
        await server.Admin.GetAsync($"/api/conversations?{query}").ShouldBeProblem("validation_failed", field);

    private async Task<long> StartAsync(ChatUser buyer) => await buyer.StartConversationAsync(await server.CreateMerchantAsync());

    private static async Task<List<long>> ListAsync(ChatUser caller, string query = "") =>
        [.. (await caller.GetAsync($"/api/conversations?page_size=100&{query}").ShouldBe(200)).Results().Select(c => c.Id())];
}
