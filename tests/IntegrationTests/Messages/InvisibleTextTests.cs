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
    [InlineData("\u115F")]
    [InlineData("\u00AD\u180E")]
    [InlineData("\U000E0001\U000E0041")]
    [InlineData("\U000E0100")]
    [InlineData("\u0301")]
    [InlineData("\u20DD\u0E31")]
    public async Task Text_WhenNothingOfItCanBeSeen_ShouldBeRefusedByEveryDoor(string nothing)
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        var picture = await buyer.UploadAsync("a.png", SampleFiles.Png()).ShouldBe(201);

        await buyer
            .PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft(nothing))
            .ShouldBeProblem("validation_failed", "content");
        await buyer
            .PostAsync($"/api/conversations/{conversation}/messages", Uploading.DraftOf(picture.Id(), "image", nothing))
            .ShouldBeProblem("validation_failed", "content");
        await using (var tab = await buyer.ConnectAsync())
            await tab.ShouldRefuseAsync(
                "SendMessage",
                new
                {
                    conversation_id = conversation,
                    client_message_id = ChatUser.NewClientMessageId(),
                    type = "text",
                    content = nothing,
                },
                "validation_failed"
            );
        await merchant.PostAsync("/api/quick-replies", new { content = nothing }).ShouldBeProblem("validation_failed", "content");
        await merchant.PostAsync("/api/quick-replies", new { content = "x", code = nothing }).ShouldBeProblem("validation_failed", "code");
        await merchant
            .PostAsync("/api/quick-replies", new { content = "x", group = nothing })
            .ShouldBeProblem("validation_failed", "group");
        await merchant
            .PutAsync($"/api/users/{buyer.Id}/card", new { note = nothing, tags = Array.Empty<string>() })
            .ShouldBeProblem("validation_failed", "note");
        await merchant
            .PutAsync($"/api/users/{buyer.Id}/card", new { note = "", tags = new[] { nothing } })
            .ShouldBeProblem("validation_failed", "tags");
        await server
            .Admin.PostAsync("/api/users", new { username = nothing, role = "buyer" })
            .ShouldBeProblem("validation_failed", "username");
        await server
            .Admin.PutAsync($"/api/users/{buyer.Id}", new { username = nothing, role = "buyer" })
            .ShouldBeProblem("validation_failed", "username");
        await server.Admin.PostAsync($"/api/users/{buyer.Id}/ban", new { reason = nothing }).ShouldBeProblem("validation_failed", "reason");
        await server
            .Admin.PostAsync(
                "/api/users/ensure",
                new
                {
                    users = new[]
                    {
                        new
                        {
                            id = ChatUser.NewId("seen"),
                            role = "buyer",
                            username = nothing,
                        },
                    },
                }
            )
            .ShouldBe(400);
        await merchant.PutAsync("/api/users/me", new { description = nothing }).ShouldBeProblem("validation_failed", "description");
        await buyer.UploadAsync($"{nothing.Trim()}.png", SampleFiles.Png()).ShouldBeProblem("validation_failed", "file");
        Assert.Equal(0, (await merchant.GetAsync($"/api/conversations/{conversation}").ShouldBe(200)).Number("unread_count"));
    }

    [Fact]
    public async Task Text_WhenASignCanBeSeenAmongThem_ShouldStayAsItIs()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();

        foreach (var text in new[] { "❤\uFE0F", "👨\u200D👩\u200D👧", "\u200B.", "e\u0301" })
            Assert.Equal(
                text,
                (await buyer.PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft(text)).ShouldBe(201)).Text("content")
            );
    }
}
