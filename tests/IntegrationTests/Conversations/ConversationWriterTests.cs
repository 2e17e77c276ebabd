using LiveChat.IntegrationTests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.IntegrationTests.Conversations;

/// <summary>The writer and its batches, on a server of its own whose writer may be held up.</summary>
public sealed class ConversationWriterTests : IAsyncLifetime
{
    private const int QueueCapacity = 4096;

    private ChatServer _server = null!;
    private ChatUser _buyer = null!;
    private ChatUser _merchant = null!;
    private ConversationId _conversation;

    private IConversationWriter Writer => _server.Services.GetRequiredService<IConversationWriter>();

    public async Task InitializeAsync()
    {
        _server = await ChatServer.StartAsync();
        (_buyer, _merchant, var conversation) = await _server.CreatePairAsync();
        _conversation = new ConversationId(conversation);
    }

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task WriteAsync_WhenANeighbourFailsHalfDone_ShouldStoreNothingOfIt()
    {
        await using var receiver = await _merchant.ConnectAsync();
        Task<Result<long>> failing,
            first,
            second;
        using (await HoldUpAsync())
        {
            first = PostAsync("first");
            failing = Writer.WriteAsync<long>(
                store =>
                {
                    Post(store, "half done");
                    return MessageErrors.NotFound;
                },
                new ExpectedLookups()
            );
            second = PostAsync("second");
        }

        Assert.Equal(MessageErrors.NotFound, (await failing).Error);
        Assert.Equal([1, 2], (await Task.WhenAll(first, second)).Select(r => r.Value));
        Assert.Equal(2, await _merchant.CountUnreadAsync(_conversation.Value));
        await Eventually.Async(() => receiver.Events("MessageReceived").Count >= 2);
        Assert.Equal(["first", "second"], receiver.Events("MessageReceived").Select(m => m.Text("content")));
    }

    [Fact]
    public async Task WriteAsync_WhenAggregateAloneIsLeftChanged_ShouldStoreNothingOfIt()
    {
        Task<Result<long>> failing,
            posted;
        using (await HoldUpAsync())
        {
            failing = Writer.WriteAsync<long>(
                store =>
                {
                    store
                        .FindConversation(_conversation)!
                        .SetPreferences(UserId.From(_buyer.Id), new PreferenceChanges(IsPinned: true), DateTimeOffset.UtcNow);
                    return MessageErrors.NotFound;
                },
                new ExpectedLookups()
            );
            posted = PostAsync("neighbour");
        }

        Assert.False((await failing).IsSuccess);
        Assert.Equal(1, (await posted).Value);
        Assert.False((await _buyer.ReadConversationAsync(_conversation.Value)).GetProperty("pinned").GetBoolean());
    }

    [Fact]
    public async Task WriteAsync_WhenANeighbourThrowsHalfDone_ShouldFailItAlone()
    {
        Task<Result<long>> failing,
            posted;
        using (await HoldUpAsync())
        {
            failing = Writer.WriteAsync<long>(
                store =>
                {
                    Post(store, "half done");
                    throw new InvalidOperationException("at fault");
                },
                new ExpectedLookups()
            );
            posted = PostAsync("neighbour");
        }

        await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        Assert.Equal(1, (await posted).Value);
        Assert.Equal(1, await _merchant.CountUnreadAsync(_conversation.Value));
    }

    [Fact]
    public async Task WriteAsync_WhenQueueIsFull_ShouldAnswerUnavailableAtOnceAndFinishWhatItTook()
    {
        List<Task<Result<long>>> taken;
        using (await HoldUpAsync())
        {
            taken = [.. Enumerable.Range(0, QueueCapacity).Select(i => PostAsync($"message {i}"))];
            var refused = PostAsync("one too many");
            Assert.True(refused.IsCompleted);
            Assert.Equal(ErrorKind.Unavailable, (await refused).Error!.Kind);
            // Readers have connections of their own.
            Assert.Equal(0, (await _buyer.ReadConversationAsync(_conversation.Value)).Number("last_sequence"));
        }

        Assert.Equal(Enumerable.Range(1, QueueCapacity).Select(i => (long)i), (await Task.WhenAll(taken)).Select(r => r.Value));
    }

    private Task<Result<long>> PostAsync(string content) =>
        Writer.WriteAsync<long>(store => Post(store, content).Sequence, new ExpectedLookups());

    private Message Post(IConversationStore store, string content)
    {
        var conversation = store.FindConversation(_conversation)!;
        var posted = conversation
            .Post(
                store.NextMessageId(),
                UserId.From(_buyer.Id),
                new MessageDraft(ClientMessageId.From(Guid.NewGuid().ToString()), MessageType.Text, content),
                null,
                null,
                DateTimeOffset.UtcNow
            )
            .Value;
        store.Add(posted);
        return posted.Message;
    }

    /// <summary>Keeps the writer busy until disposed, so that what is written meanwhile goes into one batch.</summary>
    private async Task<IDisposable> HoldUpAsync()
    {
        var release = new ManualResetEventSlim();
        var isHeld = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _ = Writer.WriteAsync<bool>(
            _ =>
            {
                isHeld.TrySetResult();
                release.Wait(TimeSpan.FromSeconds(30));
                return true;
            },
            new ExpectedLookups()
        );
        await isHeld.Task;
        return new Release(release);
    }

    private sealed class Release(ManualResetEventSlim release) : IDisposable
    {
        public void Dispose() => release.Set();
    }
}
