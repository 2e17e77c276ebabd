using LiveChat.Infrastructure.Persistence;
using LiveChat.IntegrationTests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.IntegrationTests.Conversations;

/// <summary>Two nodes that write the same conversation of one PostgreSQL database, each with a writer of its own.</summary>
internal sealed class TwoWritersCheck(ChatServer server)
{
    private const int MessagesOfEach = 400;

    /// <summary>Both send at full speed: each number is given once, and ids and revisions rise with it.</summary>
    public async Task ShouldNumberEachMessageOnceAsync()
    {
        var (buyer, conversation) = await CreateConversationAsync();
        await using var one = await OtherWriter.StartAsync(server);
        await using var other = await OtherWriter.StartAsync(server);

        var sent = await Task.WhenAll(
            Enumerable.Range(0, 2 * MessagesOfEach).Select(i => (i % 2 == 0 ? one : other).PostAsync(conversation, buyer.Id, $"m{i}"))
        );

        Assert.Equal(Enumerable.Range(1, 2 * MessagesOfEach).Select(i => (long)i), sent.Select(s => s.Sequence).Order());
        await using var scope = server.Services.CreateAsyncScope();
        var stored = await scope
            .ServiceProvider.GetRequiredService<LiveChatDbContext>()
            .Messages.Where(m => m.ConversationId == conversation)
            .OrderBy(m => m.Sequence)
            .ToListAsync();
        Assert.Equal(2 * MessagesOfEach, stored.Count);
        Assert.Equal(stored.Select(m => m.Id.Value).Order(), stored.Select(m => m.Id.Value));
        Assert.Equal(stored.Count, stored.Select(m => m.Revision).Distinct().Count());
    }

    /// <summary>Each message is sent by one and tried again by the other at the same time: both give the same message.</summary>
    public async Task ShouldGiveTheFirstMessageToARetryAsync()
    {
        var (buyer, conversation) = await CreateConversationAsync();
        await using var one = await OtherWriter.StartAsync(server);
        await using var other = await OtherWriter.StartAsync(server);

        var sent = await Task.WhenAll(
            Enumerable
                .Range(0, MessagesOfEach)
                .SelectMany(i => new[] { one, other }.Select(writer => writer.PostAsync(conversation, buyer.Id, $"m{i}")))
        );

        Assert.Equal(MessagesOfEach, sent.Select(s => s.Sequence).Distinct().Count());
        Assert.Equal(MessagesOfEach, sent.Max(s => s.Sequence));
        Assert.All(sent.Chunk(2), pair => Assert.Equal(pair[0].Sequence, pair[1].Sequence));
        Assert.Equal(MessagesOfEach, sent.Count(s => s.IsNew));
    }

    private async Task<(ChatUser Buyer, ConversationId Conversation)> CreateConversationAsync()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        return (buyer, new ConversationId(conversation));
    }
}
