using System.Threading.Channels;
using LiveChat.Infrastructure.Presence;
using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Conversations;
using LiveChat.UnitTests.Users;
using NSubstitute;

namespace LiveChat.UnitTests.Presence;

public sealed class TypingRelayTests : IAsyncLifetime, IDisposable
{
    private static readonly IReadOnlyList<UserId> Receivers = [UserFactory.MerchantId];

    private readonly IChatNotifier _notifier = Substitute.For<IChatNotifier>();
    private readonly TimerAwareClock _clock = new();
    private readonly Channel<TypingChangedDto> _told = Channel.CreateUnbounded<TypingChangedDto>();
    private readonly RecordingLogger<TypingRelay> _logger = new();
    private readonly TypingRelay _relay;

    public TypingRelayTests()
    {
        _notifier
            .TypingChangedAsync(Receivers, Arg.Any<TypingChangedDto>())
            .Returns(Task.CompletedTask)
            .AndDoes(call => _told.Writer.TryWrite(call.Arg<TypingChangedDto>()));
        _relay = new TypingRelay(_notifier, _clock, _logger);
    }

    public async Task InitializeAsync()
    {
        await _relay.StartAsync(CancellationToken.None);
        await _clock.TimerCreated.WaitAsync(TimerAwareClock.Deadline);
    }

    public Task DisposeAsync() => _relay.StopAsync(CancellationToken.None);

    public void Dispose() => _relay.Dispose();

    private Task Set(bool isTyping, UserId? userId = null) =>
        _relay.SetAsync(ConversationFactory.Id, userId ?? UserFactory.BuyerId, isTyping, Receivers);

    private async Task<(string UserId, bool IsTyping)> NextTold()
    {
        var told = await _told.Reader.ReadAsync().AsTask().WaitAsync(TimerAwareClock.Deadline);
        Assert.Equal(7, told.ConversationId);
        return (told.UserId, told.IsTyping);
    }

    private void AssertNothingTold() => Assert.False(_told.Reader.TryPeek(out _));

    [Fact]
    public async Task Set_WhenTypingBegins_ShouldBePassedOnAtOnce()
    {
        await Set(true);

        Assert.Equal(("b1", true), await NextTold());
    }

    [Fact]
    public async Task Set_WhenToldOften_ShouldBePassedOnOnceASecond()
    {
        for (var told = 0; told < 10; told++)
        {
            await Set(true);
            _clock.Advance(TimeSpan.FromMilliseconds(99));
        }

        Assert.Equal(("b1", true), await NextTold());
        AssertNothingTold();

        _clock.Advance(TimeSpan.FromMilliseconds(10));
        await Set(true);
        Assert.Equal(("b1", true), await NextTold());
        AssertNothingTold();
    }

    [Fact]
    public async Task Set_WhenSeveralType_ShouldHoldNobodyBackForAnother()
    {
        await Set(true);
        await Set(true, UserFactory.PlatformId);

        Assert.Equal(("b1", true), await NextTold());
        Assert.Equal(("p1", true), await NextTold());
    }

    [Fact]
    public async Task Set_WhenStoppedTooSoon_ShouldBePassedOnAfterTheSecond()
    {
        await Set(true);
        Assert.Equal(("b1", true), await NextTold());

        await Set(false);
        _clock.Advance(TimeSpan.FromMilliseconds(900));
        AssertNothingTold();

        _clock.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Equal(("b1", false), await NextTold());
    }

    [Fact]
    public async Task Set_WhenNeverTyping_ShouldNotTellThatItStopped()
    {
        await Set(false);

        AssertNothingTold();
    }

    [Fact]
    public async Task Typing_WhenNothingMoreComes_ShouldExpireAfterSixSeconds()
    {
        await Set(true);
        Assert.Equal(("b1", true), await NextTold());

        _clock.Advance(TimeSpan.FromMilliseconds(5999));
        AssertNothingTold();

        _clock.Advance(TimeSpan.FromMilliseconds(201));
        Assert.Equal(("b1", false), await NextTold());
        AssertNothingTold();
    }

    [Fact]
    public async Task Typing_WhenItGoesOn_ShouldExpireSixSecondsAfterTheLast()
    {
        await Set(true);
        _clock.Advance(TimeSpan.FromSeconds(5));
        await Set(true);
        Assert.Equal(("b1", true), await NextTold());
        Assert.Equal(("b1", true), await NextTold());

        _clock.Advance(TimeSpan.FromMilliseconds(5999));
        AssertNothingTold();

        _clock.Advance(TimeSpan.FromMilliseconds(201));
        Assert.Equal(("b1", false), await NextTold());
    }

    [Fact]
    public async Task Typing_WhenAPushFails_ShouldGoOn()
    {
        IReadOnlyList<UserId> unreachable = [UserFactory.PlatformId];
        var failed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _notifier
            .TypingChangedAsync(unreachable, Arg.Is<TypingChangedDto>(t => !t.IsTyping))
            .Returns(Task.FromException(new TaskCanceledException("no route")))
            .AndDoes(_ => failed.TrySetResult());
        await _relay.SetAsync(ConversationFactory.Id, UserFactory.BuyerId, true, unreachable);
        _clock.Advance(TimeSpan.FromSeconds(6.2));
        await failed.Task.WaitAsync(TimerAwareClock.Deadline);

        await Set(true, UserFactory.PlatformId);
        Assert.Equal(("p1", true), await NextTold());
        _clock.Advance(TimeSpan.FromSeconds(6.2));

        Assert.Equal(("p1", false), await NextTold());
        Assert.Single(_logger.Entries);
    }
}
