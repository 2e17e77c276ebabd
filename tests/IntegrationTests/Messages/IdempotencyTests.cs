using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Messages;

[Collection(HubTests.Name)]
public sealed class IdempotencyTests(ChatServer server)
{
    [Fact]
    public async Task SendMessage_WhenRacedOnOtherContent_ShouldTakeOneAndRefuseTheRest()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(i => buyer.PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft($"content {i}", "same")))
        );

        Assert.Single(answers, a => a.Status == 201);
        Assert.Equal(9, answers.Count(a => a.Status == 409));
        Assert.Equal(1, (await buyer.ReadConversationAsync(conversation)).Number("last_sequence"));
    }
}
