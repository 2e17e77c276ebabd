using LiveChat.Infrastructure.Conversations;
using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Persistence.PostgreSql;
using LiveChat.Infrastructure.Sealing;
using LiveChat.Infrastructure.Telemetry;
using LiveChat.IntegrationTests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveChat.IntegrationTests.Conversations;

/// <summary>A writer as another node has it, on the PostgreSQL database of a server.</summary>
internal sealed class OtherWriter : IAsyncDisposable
{
    private readonly PostgreSqlConversationDatabase _database;
    private readonly ConversationWriter _writer;

    private OtherWriter(PostgreSqlConversationDatabase database, ChatMetrics metrics)
    {
        _database = database;
        _writer = new ConversationWriter(database, new CommittedEvents([]), metrics, NullLogger<ConversationWriter>.Instance);
    }

    public static async Task<OtherWriter> StartAsync(ChatServer server)
    {
        var other = new OtherWriter(
            new PostgreSqlConversationDatabase(
                server.Services.GetRequiredService<PostgreSqlDatabase>(),
                server.Services.GetRequiredService<Seal>(),
                TimeProvider.System
            ),
            server.Services.GetRequiredService<ChatMetrics>()
        );
        await other._writer.StartAsync(CancellationToken.None);
        return other;
    }

    public Task<Result<T>> WriteAsync<T>(Func<IConversationStore, Result<T>> mutation, ExpectedLookups expected) =>
        _writer.WriteAsync(mutation, expected, CancellationToken.None);

    /// <summary>Sends as a request does that may have been sent before.</summary>
    public async Task<(long Sequence, bool IsNew)> PostAsync(ConversationId conversationId, string senderId, string clientMessageId)
    {
        var (sender, id) = (UserId.From(senderId), ClientMessageId.From(clientMessageId));
        var result = await WriteAsync<(long, bool)>(
            store =>
                store.FindMessage(conversationId, sender, id) is { } first
                    ? (first.Sequence, false)
                    : (Post(store, conversationId, sender, id), true),
            ExpectedLookups.OfSending(conversationId, sender, id)
        );
        Assert.True(result.IsSuccess, result.IsSuccess ? "" : result.Error.ToString());
        return result.Value;
    }

    /// <returns>The number of the message.</returns>
    public static long Post(IConversationStore store, ConversationId conversationId, UserId sender, ClientMessageId id)
    {
        var conversation = store.FindConversation(conversationId)!;
        var draft = new MessageDraft(id, MessageType.Text, "hello");
        var posted = conversation.Post(store.NextMessageId(), sender, draft, null, null, DateTimeOffset.UtcNow).Value;
        store.Add(posted);
        return posted.Message.Sequence;
    }

    public async ValueTask DisposeAsync()
    {
        await _writer.StopAsync(CancellationToken.None);
        _writer.Dispose();
        _database.Dispose();
    }
}
