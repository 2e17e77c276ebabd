using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Users;

[Collection(RestTests.Name)]
public sealed class QuickReplyTests(ChatServer server)
{
    private const string Path = "/api/quick-replies";

    [Fact]
    public async Task QuickReplies_WhenInGroupsWithCodes_ShouldComeBackAsWritten()
    {
        var merchant = await server.CreateMerchantAsync();

        var added = await merchant
            .PostAsync(
                Path,
                new
                {
                    content = "您好，{客户名}",
                    code = " hi ",
                    group = " 问候 ",
                }
            )
            .ShouldBe(201);

        added.ShouldHaveOnly("id", "content", "code", "group", "sort_order", "created_at");
        Assert.Equal(
            ("您好，{客户名}", "hi", "问候", 1),
            (added.Text("content"), added.Text("code"), added.Text("group"), added.Number("sort_order"))
        );
        await merchant.PostAsync(Path, new { content = "again", code = "HI" }).ShouldBeProblem("conflict");
        var plain = await merchant.PostAsync(Path, new { content = "no group" }).ShouldBe(201);
        Assert.True(plain.IsNull("group") && plain.IsNull("code"));
        await merchant.PutAsync($"{Path}/{plain.Id()}", new { content = "no group", code = "hi" }).ShouldBeProblem("conflict");

        var kept = await merchant.PutAsync($"{Path}/{added.Id()}", new { content = "您好" }).ShouldBe(200);
        Assert.Equal(("您好", "hi", "问候"), (kept.Text("content"), kept.Text("code"), kept.Text("group")));
        var freed = await merchant
            .PutAsync(
                $"{Path}/{added.Id()}",
                new
                {
                    content = "您好",
                    code = (string?)null,
                    group = "",
                }
            )
            .ShouldBe(200);
        Assert.True(freed.IsNull("group") && freed.IsNull("code"));
        Assert.Equal(["您好", "no group"], (await merchant.GetAsync(Path).ShouldBe(200)).Results().Select(q => q.Text("content")));
    }

    [Fact]
    public async Task AddQuickReply_WhenAGroupOrTheGroupsAreFull_ShouldBeAConflict()
    {
        var merchant = await server.CreateMerchantAsync();
        for (var i = 0; i < 10; i++)
            await merchant.PostAsync(Path, new { content = $"{i}", group = "full" }).ShouldBe(201);
        await merchant.PostAsync(Path, new { content = "one more", group = "full" }).ShouldBeProblem("conflict");
        for (var i = 0; i < 8; i++)
            await merchant.PostAsync(Path, new { content = $"{i}", group = $"g{i}" }).ShouldBe(201);
        var last = await merchant.PostAsync(Path, new { content = "without a group" }).ShouldBe(201);

        await merchant.PostAsync(Path, new { content = "an eleventh group", group = "g9" }).ShouldBeProblem("conflict");
        await merchant.PutAsync($"{Path}/{last.Id()}", new { content = "into the full one", group = "full" }).ShouldBeProblem("conflict");

        // The only one of its group may take that group's place, and one that is in the full group may be rewritten there.
        await merchant.PutAsync($"{Path}/{last.Id()}", new { content = "renamed", group = "g9" }).ShouldBe(200);
        var own = (await merchant.GetAsync(Path).ShouldBe(200)).Results();
        Assert.Equal(19, own.Count);
        await merchant.PutAsync($"{Path}/{own[0].Id()}", new { content = "rewritten", group = "full" }).ShouldBe(200);
    }

    [Theory]
    [InlineData("code", "123456789012345678901")]
    [InlineData("code", "a b")]
    [InlineData("code", "/a")]
    [InlineData("group", "123456789012345678901")]
    public async Task AddQuickReply_WhenCodeOrGroupIsUnusable_ShouldNameIt(string field, string value) =>
        await (await server.CreateMerchantAsync())
            .PostAsync(Path, new Dictionary<string, string> { ["content"] = "x", [field] = value })
            .ShouldBeProblem("validation_failed", field);
}
