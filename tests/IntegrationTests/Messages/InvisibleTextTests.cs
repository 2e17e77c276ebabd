using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Messages;

/// <summary>What shows nothing is empty, whichever door it comes by.</summary>
[Collection(HubTests.Name)]
public sealed class InvisibleTextTests(ChatServer server)
{
    [Theory]
    [InlineData("\u200B")]
    [InlineData("\u2800\u3164")]
    [InlineData(" \uFE0F\u200D\n")]
    public async Task Text_WhenNothingOfItCanBeSeen_ShouldBeRefusedByEveryDoor(string nothing)
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var picture = await buyer.UploadAsync("a.png", SampleFiles.Png()).ShouldBe(201);

        await buyer.PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft(nothing)).ShouldBeProblem("validation_failed", "content");
        await buyer.PostAsync($"/api/conversations/{conversation}/messages", Uploading.DraftOf(picture.Id(), "image", nothing)).ShouldBeProblem("validation_failed", "content");
        await using (var tab = await buyer.ConnectAsync())
            await tab.ShouldRefuseAsync("SendMessage", new { conversation_id = conversation, client_message_id = ChatUser.NewClientMessageId(), type = "text", content = nothing }, "validation_failed");
        await merchant.PostAsync("/api/quick-replies", new { content = nothing }).ShouldBeProblem("validation_failed", "content");
        await merchant.PutAsync("/api/users/me", new { description = nothing }).ShouldBeProblem("validation_failed", "description");
        await buyer.UploadAsync($"{nothing.Trim()}.png", SampleFiles.Png()).ShouldBeProblem("validation_failed", "file");
        Assert.Equal(0, (await merchant.GetAsync($"/api/conversations/{conversation}").ShouldBe(200)).Number("unread_count"));
    }

    [Fact]
    public async Task Text_WhenASignCanBeSeenAmongThem_ShouldStayAsItIs()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();

        foreach (var text in new[] { "❤\uFE0F", "👨\u200D👩\u200D👧", "\u200B.", "e\u0301" })
            Assert.Equal(text, (await buyer.PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft(text)).ShouldBe(201)).Text("content"));
    }
}
