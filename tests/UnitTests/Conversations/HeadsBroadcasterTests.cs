using System.Threading.Channels;
using LiveChat.Infrastructure.Conversations;
using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;
using NSubstitute;

namespace LiveChat.UnitTests.Conversations;

public sealed class HeadsBroadcasterTests : IAsyncLifetime, IDisposable
{
    private readonly IChatNotifier _notifier = Substitute.For<IChatNotifier>();
    private readonly TimerAwareClock _clock = new();
    private readonly Channel<HeadsDto> _toMerchant = Channel.CreateUnbounded<HeadsDto>();
    private readonly Channel<HeadsDto> _toWatchers = Channel.CreateUnbounded<HeadsDto>();
    private readonly RecordingLogger<HeadsBroadcaster> _logger = new();
    private readonly HeadsBroadcaster _heads;

    public HeadsBroadcasterTests()
    {
        _notifier
            .HeadsAsync(UserFactory.MerchantId, Arg.Any<HeadsDto>())
            .Returns(Task.CompletedTask)
            .AndDoes(call => _toMerchant.Writer.TryWrite(call.Arg<HeadsDto>()));
        _notifier
            .HeadsForWatchersAsync(Arg.Any<HeadsDto>())
            .Returns(Task.CompletedTask)
            .AndDoes(call => _toWatchers.Writer.TryWrite(call.Arg<HeadsDto>()));
        _heads = new HeadsBroadcaster(_notifier, _clock, _logger);
    }

    public async Task InitializeAsync()
    {
        await _heads.StartAsync(CancellationToken.None);
        await _clock.TimerCreated.WaitAsync(TimerAwareClock.Deadline);
    }

    public Task DisposeAsync() => _heads.StopAsync(CancellationToken.None);

    public void Dispose() => _heads.Dispose();

    private static ConversationSnapshot At(long id, long revision) =>
        new(
            new ConversationId(id),
            revision,
            revision,
            [
                new ParticipantSnapshot(UserFactory.BuyerId, revision, 0),
                new ParticipantSnapshot(UserFactory.MerchantId, 1, (int)revision - 1),
            ]
        );

    private async Task<HeadsDto> NextTick(Channel<HeadsDto> told)
    {
        _clock.Advance(HeadsBroadcaster.Interval);
        return await told.Reader.ReadAsync().AsTask().WaitAsync(TimerAwareClock.Deadline);
    }

    [Fact]
    public async Task Changed_WhenItChangedOften_ShouldTellEachWhereItStandsNow()
    {
        _heads.Changed(At(7, 4));
        _heads.Changed(At(7, 5));

        var toMerchant = await NextTick(_toMerchant);
        var toWatchers = await _toWatchers.Reader.ReadAsync().AsTask().WaitAsync(TimerAwareClock.Deadline);

        Assert.Equal(
            [
                new HeadDto
                {
                    ConversationId = 7,
                    Revision = 5,
                    LastSequence = 5,
                    LastReadSequence = 1,
                    UnreadCount = 4,
                },
            ],
            toMerchant.Heads
        );
        Assert.Equal(
            [
                new HeadDto
                {
                    ConversationId = 7,
                    Revision = 5,
                    LastSequence = 5,
                    LastReadSequence = 0,
                    UnreadCount = 0,
                },
            ],
            toWatchers.Heads
        );
    }

    [Fact]
    public async Task Changed_WhenTold_ShouldBeToldTwiceAndNoMore()
    {
        _heads.Changed(At(7, 5));
        Assert.Equal([7], (await NextTick(_toWatchers)).Heads.Select(h => h.ConversationId));
        Assert.Equal([7], (await NextTick(_toWatchers)).Heads.Select(h => h.ConversationId));

        _heads.Changed(At(8, 5));

        Assert.Equal([8], (await NextTick(_toWatchers)).Heads.Select(h => h.ConversationId));
    }

    [Fact]
    public async Task Changed_WhenAPushFails_ShouldBeToldTheSecondTime()
    {
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _notifier
            .HeadsAsync(UserFactory.BuyerId, Arg.Any<HeadsDto>())
            .Returns(
                _ =>
                {
                    failed.TrySetResult();
                    return Task.FromException(new TaskCanceledException("no route"));
                },
                _ => Task.CompletedTask
            );
        _heads.Changed(At(7, 5));
        _clock.Advance(HeadsBroadcaster.Interval);
        await failed.Task.WaitAsync(TimerAwareClock.Deadline);

        Assert.Equal([7], (await NextTick(_toWatchers)).Heads.Select(h => h.ConversationId));
        Assert.Single(_logger.Entries);
    }
}
