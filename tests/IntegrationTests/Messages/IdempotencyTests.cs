using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Messages;

[Collection(HubTests.Name)]
public sealed class IdempotencyTests(ChatServer server)
{
    [Fact]
    public async Task SendMessage_WhenTriedFiveTimesAtOnceByBothDoors_ShouldMakeOneOfEach()
    {
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await using var tab = await buyer.ConnectAsync();
        await using var otherTab = await buyer.ConnectAsync();
        await using var receiver = await merchant.ConnectAsync();
        var count = Scale.Of(20_000, atLeast: 200);

        foreach (var batch in Enumerable.Range(0, count).Chunk(50))
        {
            await Task.WhenAll(batch.Select(async i =>
            {
                var (content, id) = ($"message {i}", $"id-{i}");
                var answers = await Task.WhenAll(
                    PostAsync(content, id), tab.SendAsync(conversation, content, id).ContinueWith(t => t.Result.Id(), TaskScheduler.Default),
                    PostAsync(content, id), otherTab.SendAsync(conversation, content, id).ContinueWith(t => t.Result.Id(), TaskScheduler.Default), PostAsync(content, id));
                Assert.Single(answers.Distinct());
            }));
        }

        Assert.Equal(count, (await buyer.ReadConversationAsync(conversation)).Number("last_sequence"));
        Assert.Equal(count, await merchant.CountUnreadAsync(conversation));
        await Eventually.Async(() => receiver.Events("MessageReceived").Count >= count);
        Assert.Equal(Enumerable.Range(1, count).Select(i => (long)i), receiver.Events("MessageReceived").Select(m => m.Number("sequence")));

        async Task<long> PostAsync(string content, string id)
        {
            var answer = await buyer.PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft(content, id));
            Assert.True(answer.Status is 200 or 201, answer.Text);
            return answer.Body.Id();
        }
    }

    [Fact]
    public async Task SendMessage_WhenRacedOnOtherContent_ShouldTakeOneAndRefuseTheRest()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(i => buyer.PostAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft($"content {i}", "same"))));

        Assert.Single(answers, a => a.Status == 201);
        Assert.Equal(9, answers.Count(a => a.Status == 409));
        Assert.Equal(1, (await buyer.ReadConversationAsync(conversation)).Number("last_sequence"));
    }
}
