using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Users;

[Collection(RestTests.Name)]
public sealed class UserTests(ChatServer server)
{
    [Fact]
    public async Task GetUser_WhenBuyer_ShouldSeeMerchantsPlatformSelfAndPartners()
    {
        var (buyer, merchant, _) = await server.CreatePairAsync();
        var platform = await server.CreatePlatformAsync();
        var otherMerchant = await server.CreateMerchantAsync();
        var otherBuyer = await server.CreateBuyerAsync();

        foreach (var seen in new[] { buyer.Id, merchant.Id, otherMerchant.Id, platform.Id })
            (await buyer.GetAsync($"/api/users/{seen}").ShouldBe(200)).ShouldBeUser();
        await buyer.GetAsync($"/api/users/{otherBuyer.Id}").ShouldBeProblem("not_found");
        await buyer.GetAsync("/api/users/a1").ShouldBeProblem("not_found");
    }

    [Fact]
    public async Task GetUser_WhenMerchant_ShouldSeeOnlyBuyersWhomItTalksWith()
    {
        var (buyer, merchant, _) = await server.CreatePairAsync();
        var otherBuyer = await server.CreateBuyerAsync();

        await merchant.GetAsync($"/api/users/{buyer.Id}").ShouldBe(200);
        await merchant.GetAsync($"/api/users/{otherBuyer.Id}").ShouldBeProblem("not_found");
    }

    [Fact]
    public async Task GetUser_WhenPlatformOrAdmin_ShouldSeeEverybodyActive()
    {
        var platform = await server.CreatePlatformAsync();
        var buyer = await server.CreateBuyerAsync();

        await platform.GetAsync($"/api/users/{buyer.Id}").ShouldBe(200);
        await server.Admin.GetAsync($"/api/users/{buyer.Id}").ShouldBe(200);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("not%20an%20id")]
    [InlineData("-")]
    [InlineData("' OR 1=1 --")]
    public async Task GetUser_WhenUnknown_ShouldBeNotFound(string id) =>
        await server.Admin.GetAsync($"/api/users/{id}").ShouldBeProblem("not_found");

    [Fact]
    public async Task ListUsers_WhenBuyer_ShouldHoldWhatGetUserShowsAndNothingElse()
    {
        var mark = ChatUser.NewId("dir");
        var buyer = await server.CreateBuyerAsync($"{mark} one");
        var merchant = await server.CreateMerchantAsync($"{mark} two");
        var platform = await server.CreatePlatformAsync($"{mark} three");
        var otherBuyer = await server.CreateBuyerAsync($"{mark} four");

        Assert.Equal(Ids(buyer, merchant, platform), await ListAsync(buyer, $"search={mark}"));
        Assert.Equal(Ids(merchant, platform), await ListAsync(merchant, $"search={mark}"));
        Assert.Equal(Ids(buyer, merchant, platform, otherBuyer), await ListAsync(platform, $"search={mark}"));
        Assert.Equal(Ids(buyer, merchant, platform, otherBuyer), await ListAsync(server.Admin, $"search={mark}"));
        Assert.Equal(Ids(merchant), await ListAsync(buyer, $"search={mark}&role=merchant"));
        Assert.Empty(await ListAsync(server.Admin, $"search={mark}&status=disabled"));
    }

    [Fact]
    public async Task ListUsers_WhenIdsAreAsked_ShouldHoldThoseWhomTheCallerMaySee()
    {
        var (buyer, merchant, _) = await server.CreatePairAsync();
        var otherBuyer = await server.CreateBuyerAsync();
        var ids = $"ids={buyer.Id},{merchant.Id},{otherBuyer.Id},nobody";

        Assert.Equal(Ids(buyer, merchant, otherBuyer), await ListAsync(server.Admin, ids));
        Assert.Equal(Ids(buyer, merchant), await ListAsync(merchant, ids));
    }

    [Fact]
    public async Task ListUsers_WhenSearched_ShouldFindAnyPartOfTheNameOrTheId()
    {
        var suffix = Guid.NewGuid().ToString("N")[..8];
        var merchant = await server.CreateMerchantAsync($"广州 Öko-Apotheke {suffix}");

        foreach (var search in new[] { $"öko-apotheke {suffix}", suffix, $"州 Öko-Apotheke {suffix}", merchant.Id, merchant.Id[3..] })
            Assert.Equal([merchant.Id], await ListAsync(server.Admin, $"search={Uri.EscapeDataString(search)}"));
        Assert.Empty(await ListAsync(server.Admin, $"search=%25{suffix}"));
        Assert.Empty(await ListAsync(server.Admin, $"search=_{suffix}"));
    }

    [Fact]
    public async Task ListUsers_WhenPaged_ShouldHoldEachOnceAndCountAll()
    {
        var mark = ChatUser.NewId("page");
        var all = Enumerable.Range(0, 7).Select(i => $"{mark}-{i}").ToList();
        await EnsureAsync(server.Admin, all).ShouldBe(200);

        var seen = new List<string>();
        for (var page = 1; page <= 4; page++)
        {
            var list = await server.Admin.GetAsync($"/api/users?search={mark}&page={page}&page_size=3").ShouldBe(200);
            list.ShouldHaveOnly("count", "results");
            Assert.Equal(7, list.Number("count"));
            seen.AddRange(list.Results().Select(u => u.Text("id")));
        }

        Assert.Equal(all, seen.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("page=0", "page")]
    [InlineData("page=-1", "page")]
    [InlineData("page=x", "page")]
    [InlineData("page=99999999999", "page")]
    [InlineData("page_size=0", "page_size")]
    [InlineData("page_size=101", "page_size")]
    [InlineData("role=king", "role")]
    [InlineData("role=1", "role")]
    [InlineData("role=Buyer", "role")]
    [InlineData("status=gone", "status")]
    [InlineData("ids=", "ids")]
    [InlineData("ids=b1,no%2Fid", "ids")]
    public async Task ListUsers_WhenValueIsOutOfRange_ShouldNameTheParameter(string query, string field) =>
        await server.Admin.GetAsync($"/api/users?{query}").ShouldBeProblem("validation_failed", field);

    [Fact]
    public async Task ListUsers_WhenPageIsBeyondTheEnd_ShouldBeEmpty()
    {
        var list = await server.Admin.GetAsync("/api/users?page=2147483647&page_size=100").ShouldBe(200);

        Assert.Empty(list.Results());
        Assert.True(list.Number("count") > 0);
    }

    private static Task<Answer> EnsureAsync(ChatUser caller, IEnumerable<string> ids) =>
        caller.PostAsync("/api/users/ensure", new { users = ids.Select(id => new { id, role = "merchant" }) });

    private static List<string> Ids(params ChatUser[] users) => [.. users.Select(u => u.Id).Order(StringComparer.Ordinal)];

    private static async Task<List<string>> ListAsync(ChatUser caller, string query)
    {
        var list = await caller.GetAsync($"/api/users?page_size=100&{query}").ShouldBe(200);
        Assert.Equal(list.Number("count"), list.Results().Count);
        Assert.All(list.Results(), u => u.ShouldBeUser());
        return [.. list.Results().Select(u => u.Text("id")).Order(StringComparer.Ordinal)];
    }
}
