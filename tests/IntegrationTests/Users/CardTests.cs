using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Users;

[Collection(RestTests.Name)]
public sealed class CardTests(ChatServer server)
{
    [Fact]
    public async Task SetCard_WhenTheyShareAConversation_ShouldKeepItForItsWriterAlone()
    {
        var (buyer, merchant, _) = await server.CreatePairAsync();
        var colleague = await server.CreateMerchantAsync();
        await buyer.StartConversationAsync(colleague);
        var path = $"/api/users/{buyer.Id}/card";
        var empty = await merchant.GetAsync(path).ShouldBe(200);
        empty.ShouldHaveOnly("note", "tags");
        Assert.Equal(("", 0), (empty.Text("note"), empty.List("tags").Count));

        await merchant.PutAsync(path, new { note = "prefers mornings\n", tags = new[] { " 大客户 ", "VIP", "vip" } }).ShouldBe(200);
        var changed = await merchant.PutAsync(path, new { note = "prefers evenings" }).ShouldBe(200);

        Assert.Equal(("prefers evenings", "大客户,VIP"), (changed.Text("note"), string.Join(',', changed.List("tags"))));
        Assert.Equal(changed.ToString(), (await merchant.GetAsync(path).ShouldBe(200)).ToString());
        Assert.Equal("", (await colleague.GetAsync(path).ShouldBe(200)).Text("note"));
    }

    [Fact]
    public async Task GetCard_WhenTheyShareNothing_ShouldBeNotFound()
    {
        var (_, merchant, _) = await server.CreatePairAsync();
        var stranger = await server.CreateBuyerAsync();

        foreach (var id in new[] { stranger.Id, merchant.Id, "nobody", "-" })
        {
            await merchant.GetAsync($"/api/users/{id}/card").ShouldBeProblem("not_found");
            await merchant.PutAsync($"/api/users/{id}/card", new { note = "x" }).ShouldBeProblem("not_found");
        }
    }

    [Fact]
    public async Task SetCard_WhenTooLongOrTooMany_ShouldNameTheField()
    {
        var (buyer, merchant, _) = await server.CreatePairAsync();
        var path = $"/api/users/{buyer.Id}/card";

        await merchant.PutAsync(path, new { note = new string('a', 1001) }).ShouldBeProblem("validation_failed", "note");
        await merchant
            .PutAsync(path, new { tags = Enumerable.Range(1, 11).Select(n => $"{n}") })
            .ShouldBeProblem("validation_failed", "tags");
        await merchant.PutAsync(path, new { tags = new[] { new string('a', 21) } }).ShouldBeProblem("validation_failed", "tags");
        await merchant.PutAsync(path, new { tags = new[] { " " } }).ShouldBeProblem("validation_failed", "tags");
        await merchant.PutAsync(path, new { tags = new string?[] { null } }).ShouldBeProblem("validation_failed", "tags");
        await merchant
            .PutAsync(
                path,
                new { note = new string('a', 1000), tags = Enumerable.Range(1, 10).Select(n => new string('a', 19) + (n % 10)) }
            )
            .ShouldBe(200);
    }
}
