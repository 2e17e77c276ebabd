using System.Text.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Messages;

[Collection(RestTests.Name)]
public sealed class SearchMessagesTests(ChatServer server)
{
    [Theory]
    [InlineData("清瘟", "1,2")]
    [InlineData("胶囊还有", "1")]
    [InlineData("order", "3,4")]
    [InlineData("ORDER", "3,4")]
    [InlineData("100%", "5")]
    [InlineData("%", "5")]
    [InlineData("a_b", "6")]
    [InlineData("_", "6")]
    [InlineData("c\\d", "7")]
    [InlineData("[x]", "8")]
    [InlineData("'; DROP", "9")]
    [InlineData("привет", "10")]
    [InlineData("ПРИВЕТ", "10")]
    [InlineData("abc", "11")]
    [InlineData("ａｂｃ", "11")]
    [InlineData("ＯＲＤＥＲ", "3,4")]
    [InlineData("没有这句", "")]
    public async Task SearchMessages_WhenAPartIsGiven_ShouldFindEachMessageThatHasIt(string search, string sequences)
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        foreach (
            var text in (string[])
                [
                    "连花清瘟胶囊还有货吗",
                    "清瘟的有",
                    "My Order 12",
                    "ORDERED",
                    "打 100 折，100% 正品",
                    "a_b",
                    "c\\d",
                    "[x]",
                    "'; DROP TABLE messages; --",
                    "«Привет»!",
                    "型号 ＡＢＣ",
                ]
        )
            await buyer.SendAsync(conversation, text);

        var found = await SearchAsync(buyer, $"conversation_id={conversation}&search={Uri.EscapeDataString(search)}");

        Assert.Equal(sequences, string.Join(',', found.Results().Select(m => m.Number("sequence")).Order()));
        Assert.Equal(found.Results().Count, found.Number("count"));
    }

    [Fact]
    public async Task SearchMessages_WhenThereAreManyHits_ShouldGiveTheNewestFirstInPages()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        for (var i = 1; i <= 7; i++)
            await buyer.SendAsync(conversation, $"第 {i} 次询价");

        var first = await SearchAsync(buyer, $"conversation_id={conversation}&search=询价&page_size=3");
        var last = await SearchAsync(buyer, $"conversation_id={conversation}&search=询价&page_size=3&page=3");

        Assert.Equal([7L, 6, 5], first.Results().Select(m => m.Number("sequence")));
        Assert.Equal([1L], last.Results().Select(m => m.Number("sequence")));
        Assert.Equal((7, 7), (first.Number("count"), last.Number("count")));
        Assert.All(first.Results(), m => m.ShouldBeMessage());
    }

    [Fact]
    public async Task SearchMessages_WhenAMessageIsGone_ShouldNotFindItByWhatItSaid()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var recalled = await buyer.SendAsync(conversation, "说错的秘密");
        var removed = await buyer.SendAsync(conversation, "违规的秘密");
        await buyer.SendAsync(conversation, "留下的秘密");
        await buyer.RecallAsync(recalled.Id());
        using var takeDown = await server.Admin.Http.DeleteAsync($"/api/messages/{removed.Id()}?reason=spam");
        takeDown.EnsureSuccessStatusCode();

        foreach (var user in (ChatUser[])[buyer, server.Admin])
        {
            var found = await SearchAsync(user, $"conversation_id={conversation}&search=秘密");
            Assert.Equal([3L], found.Results().Select(m => m.Number("sequence")));
        }
    }

    [Fact]
    public async Task SearchMessages_WhenNoConversationIsNamed_ShouldSearchOnesOwnAlone()
    {
        var word = ChatUser.NewId("词");
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var (stranger, _, elsewhere) = await server.CreatePairAsync();
        await buyer.SendAsync(conversation, $"我的 {word}");
        await stranger.SendAsync(elsewhere, $"别人的 {word}");

        var own = await SearchAsync(buyer, $"search={word}");
        var foreign = await SearchAsync(buyer, $"conversation_id={elsewhere}&search={word}");
        var all = await SearchAsync(server.Admin, $"search={word}");

        Assert.Equal([conversation], own.Results().Select(m => m.Number("conversation_id")));
        Assert.Equal(0, foreign.Number("count"));
        Assert.Equal(2, all.Number("count"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345678901234567890123456789012345678901")]
    public async Task SearchMessages_WhenTheTextIsEmptyOrTooLong_ShouldNameTheParameter(string search)
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();

        await buyer
            .GetAsync($"/api/messages?conversation_id={conversation}&search={search}")
            .ShouldBeProblem("validation_failed", "search");
    }

    private static Task<JsonElement> SearchAsync(ChatUser user, string query) => user.GetAsync($"/api/messages?{query}").ShouldBe(200);
}
