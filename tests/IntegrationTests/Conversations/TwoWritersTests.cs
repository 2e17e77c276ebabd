using LiveChat.Application.Conversations;
using LiveChat.Domain.Conversations;
using LiveChat.Domain.Messages;
using LiveChat.Domain.Users;
using LiveChat.Infrastructure.Conversations;
using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Persistence.PostgreSql;
using LiveChat.Infrastructure.Sealing;
using LiveChat.IntegrationTests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveChat.IntegrationTests.Conversations;

/// <summary>Two nodes that write the same conversations of one PostgreSQL database, each with a writer of its own.</summary>
public sealed class TwoWritersTests : IAsyncLifetime
{
    private const int MessagesOfEach = 400;

    private readonly List<IDisposable> _others = [];
    private PostgresDatabase _database = null!;
    private ChatServer _server = null!;
    private ChatUser _buyer = null!;
    private ConversationId _conversation;
    private ConversationWriter _one = null!;
    private ConversationWriter _other = null!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.MissingReason is not null)
            return;
        _database = await PostgresServer.Shared.CreateDatabaseAsync();
        _server = await ChatServer.StartAsync(
            "--Database:Provider=PostgreSql",
            $"--Database:ConnectionString={_database.ConnectionString}"
        );
        (_buyer, _, var conversation) = await _server.CreatePairAsync();
        _conversation = new ConversationId(conversation);
        _one = await StartWriterAsync();
        _other = await StartWriterAsync();
    }

    public async Task DisposeAsync()
    {
        if (_server is null)
            return;
        await _one.StopAsync(CancellationToken.None);
        await _other.StopAsync(CancellationToken.None);
        _others.ForEach(o => o.Dispose());
        await _server.DisposeAsync();
        _database.Dispose();
    }

    [PostgresFact]
    public async Task Messages_WhenTwoNodesSendAtFullSpeed_ShouldHaveEveryNumberOnce()
    {
        var sent = await Task.WhenAll(Enumerable.Range(0, 2 * MessagesOfEach).Select(i => PostAsync(i % 2 == 0 ? _one : _other, $"m{i}")));

        Assert.Equal(Enumerable.Range(1, 2 * MessagesOfEach).Select(i => (long)i), sent.Select(s => s.Sequence).Order());
        await using var scope = _server.Services.CreateAsyncScope();
        var stored = await scope
            .ServiceProvider.GetRequiredService<LiveChatDbContext>()
            .Messages.Where(m => m.ConversationId == _conversation)
            .OrderBy(m => m.Sequence)
            .ToListAsync();
        Assert.Equal(2 * MessagesOfEach, stored.Count);
        Assert.Equal(stored.Select(m => m.Id.Value).Order(), stored.Select(m => m.Id.Value));
        Assert.Equal(stored.Count, stored.Select(m => m.Revision).Distinct().Count());
    }

    [PostgresFact]
    public async Task Message_WhenItsRetryRunsOnAnotherNode_ShouldBeTheFirstOne()
    {
        var sent = await Task.WhenAll(
            Enumerable.Range(0, MessagesOfEach).SelectMany(i => new[] { PostAsync(_one, $"m{i}"), PostAsync(_other, $"m{i}") })
        );

        Assert.Equal(MessagesOfEach, sent.Select(s => s.Sequence).Distinct().Count());
        Assert.Equal(MessagesOfEach, sent.Max(s => s.Sequence));
        Assert.All(sent.Chunk(2), pair => Assert.Equal(pair[0].Sequence, pair[1].Sequence));
        Assert.Equal(MessagesOfEach, sent.Count(s => s.IsNew));
    }

    private async Task<ConversationWriter> StartWriterAsync()
    {
        var services = _server.Services;
        var database = new PostgreSqlConversationDatabase(
            services.GetRequiredService<PostgreSqlDatabase>(),
            services.GetRequiredService<Seal>(),
            TimeProvider.System
        );
        var writer = new ConversationWriter(database, new CommittedEvents([]), NullLogger<ConversationWriter>.Instance);
        _others.AddRange([writer, database]);
        await writer.StartAsync(CancellationToken.None);
        return writer;
    }

    /// <summary>Sends as a request does that may have been sent before.</summary>
    private async Task<(long Sequence, bool IsNew)> PostAsync(ConversationWriter writer, string clientMessageId)
    {
        var (sender, id) = (UserId.From(_buyer.Id), ClientMessageId.From(clientMessageId));
        var result = await writer.WriteAsync<(long, bool)>(
            store =>
            {
                var conversation = store.FindConversation(_conversation)!;
                if (store.FindMessage(_conversation, sender, id) is { } first)
                    return (first.Sequence, false);
                var draft = new MessageDraft(id, MessageType.Text, "hello");
                var posted = conversation.Post(store.NextMessageId(), sender, draft, null, null, DateTimeOffset.UtcNow).Value;
                store.Add(posted);
                return (posted.Message.Sequence, true);
            },
            ExpectedLookups.OfSending(_conversation, sender, id),
            CancellationToken.None
        );
        Assert.True(result.IsSuccess, result.IsSuccess ? "" : result.Error.ToString());
        return result.Value;
    }
}
