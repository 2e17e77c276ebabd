using System.Text.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Lists;

[Collection(RestTests.Name)]
public sealed class SortTests(ChatServer server)
{
    public static TheoryData<string, string> Columns =>
        new()
        {
            { "/api/users", "id" },
            { "/api/users", "username" },
            { "/api/users", "role" },
            { "/api/users", "status" },
            { "/api/users", "last_seen_at" },
            { "/api/users", "created_at" },
            { "/api/conversations", "id" },
            { "/api/conversations", "participants" },
            { "/api/conversations", "last_message" },
            { "/api/conversations", "last_sequence" },
            { "/api/conversations", "unread_count" },
            { "/api/conversations", "created_at" },
            { "/api/conversations", "updated_at" },
            { "/api/messages", "id" },
            { "/api/messages", "conversation_id" },
            { "/api/messages", "sender_id" },
            { "/api/messages", "type" },
            { "/api/messages", "content" },
            { "/api/messages", "created_at" },
            { "/api/admin/audit-log", "id" },
            { "/api/admin/audit-log", "actor_id" },
            { "/api/admin/audit-log", "action" },
            { "/api/admin/audit-log", "target" },
            { "/api/admin/audit-log", "detail" },
            { "/api/admin/audit-log", "address" },
            { "/api/admin/audit-log", "created_at" },
            { "/api/users/a1/sessions", "created_at" },
            { "/api/users/a1/sessions", "last_seen_at" },
            { "/api/users/a1/sessions", "address" },
            { "/api/users/a1/sessions", "user_agent" },
        };

    [Theory]
    [MemberData(nameof(Columns))]
    public async Task List_WhenSortedByAColumn_ShouldReverseWithAMinusAndLoseNobody(string path, string column)
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        await buyer.SendAsync(conversation, "one more row");

        var ascending = await server.Admin.GetAsync($"{path}?sort={column}&page_size=100").ShouldBe(200);
        var descending = await server.Admin.GetAsync($"{path}?sort=-{column}&page_size=100").ShouldBe(200);

        Assert.Equal(ascending.Number("count"), descending.Number("count"));
        Assert.Equal(ascending.Results().Select(RowId).Distinct().Count(), ascending.Results().Count);
        if (ascending.Number("count") <= 100 && path != "/api/admin/audit-log")
            Assert.Equal(
                ascending.Results().Select(RowId).Order(StringComparer.Ordinal),
                descending.Results().Select(RowId).Order(StringComparer.Ordinal)
            );
    }

    [Fact]
    public async Task ListUsers_WhenSortedByName_ShouldOrderThem()
    {
        var mark = ChatUser.NewId("sorted")[..20];
        foreach (var name in new[] { "b", "a", "c" })
            await server.CreateBuyerAsync($"{mark} {name}");

        Assert.Equal(["a", "b", "c"], await NamesAsync("username"));
        Assert.Equal(["c", "b", "a"], await NamesAsync("-username"));
        Assert.Equal(["b", "a", "c"], await NamesAsync("created_at"));

        async Task<List<string>> NamesAsync(string sort) =>
            [
                .. (await server.Admin.GetAsync($"/api/users?search={mark}&sort={sort}").ShouldBe(200))
                    .Results()
                    .Select(u => u.Text("username")[^1..]),
            ];
    }

    [Fact]
    public async Task ListConversations_WhenAnOrderIsAsked_ShouldHeedItInsteadOfThePins()
    {
        var buyer = await server.CreateBuyerAsync();
        var first = await buyer.StartConversationAsync(await server.CreateMerchantAsync());
        var second = await buyer.StartConversationAsync(await server.CreateMerchantAsync());
        await buyer.SendAsync(first, "one");
        await buyer.PutAsync($"/api/conversations/{second}/preferences", new { pinned = true }).ShouldBe(200);

        Assert.Equal([first, second], await IdsAsync("-last_sequence"));
        Assert.Equal([second, first], await IdsAsync("last_sequence"));
        Assert.Equal([first, second], await IdsAsync("created_at"));

        async Task<List<long>> IdsAsync(string sort) =>
            [.. (await buyer.GetAsync($"/api/conversations?sort={sort}").ShouldBe(200)).Results().Select(c => c.Id())];
    }

    [Fact]
    public async Task ListConversations_WhenSortedByPeopleOrWords_ShouldGoByTheAskingSideAndWhatIsToBeSeen()
    {
        var merchant = await server.CreateMerchantAsync();
        var conversations = new Dictionary<string, long>();
        foreach (var (name, words) in new[] { ("b", "2"), ("a", "3"), ("c", "1") })
        {
            var buyer = await server.CreateBuyerAsync(name);
            conversations[name] = await merchant.StartConversationAsync(buyer);
            await buyer.SendAsync(conversations[name], words);
        }

        Assert.Equal(["a", "b", "c"], await NamesAsync("participants"));
        Assert.Equal(["c", "b", "a"], await NamesAsync("-participants"));
        Assert.Equal(["c", "b", "a"], await NamesAsync("last_message"));
        Assert.Equal(["a", "b", "c"], await NamesAsync("-last_message"));

        var last = (await server.Admin.GetAsync($"/api/conversations/{conversations["a"]}").ShouldBe(200)).GetProperty("last_message").Id();
        (await server.Admin.Http.DeleteAsync($"/api/messages/{last}?reason=gone")).EnsureSuccessStatusCode();

        // What is gone is nothing to go by.
        Assert.Equal(["b", "c", "a"], await NamesAsync("-last_message"));

        async Task<List<string>> NamesAsync(string sort)
        {
            var ids = (await server.Admin.GetAsync($"/api/conversations?user_id={merchant.Id}&sort={sort}").ShouldBe(200))
                .Results()
                .Select(c => c.Id());
            return [.. ids.Select(id => conversations.Single(c => c.Value == id).Key)];
        }
    }

    [Theory]
    [InlineData("/api/users", "password_hash")]
    [InlineData("/api/users", "")]
    [InlineData("/api/conversations", "-")]
    [InlineData("/api/messages", "attachment")]
    [InlineData("/api/admin/audit-log", "created_at%20desc")]
    [InlineData("/api/users/a1/sessions", "id")]
    public async Task List_WhenItIsNoColumn_ShouldRefuse(string path, string sort) =>
        await server.Admin.GetAsync($"{path}?sort={sort}").ShouldBeProblem("validation_failed", "sort");

    private static string RowId(JsonElement row) => row.GetProperty("id").ToString();
}
