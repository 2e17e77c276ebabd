using System.Threading.Channels;
using LiveChat.Infrastructure.Work;
using LiveChat.UnitTests.Common;

namespace LiveChat.UnitTests.Work;

public sealed class PeriodicServiceTests : IAsyncLifetime, IDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    private readonly TimerAwareClock _clock = new();
    private readonly Rounds _rounds;

    public PeriodicServiceTests() => _rounds = new Rounds(_clock);

    public async Task InitializeAsync()
    {
        await _rounds.StartAsync(CancellationToken.None);
        await _clock.TimerCreated.WaitAsync(TimerAwareClock.Deadline);
    }

    public Task DisposeAsync() => _rounds.StopAsync(CancellationToken.None);

    public void Dispose() => _rounds.Dispose();

    [Fact]
    public async Task Run_WhenAPeriodIsOver_ShouldWorkOnce()
    {
        _clock.Advance(Period - TimeSpan.FromTicks(1));
        Assert.Equal(0, _rounds.Count);

        _clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(1, await _rounds.NextAsync());
    }

    [Fact]
    public async Task Run_WhenARoundFails_ShouldLogItAndTryTheNext()
    {
        _rounds.Fault = new InvalidOperationException("broken");
        _clock.Advance(Period);
        Assert.Same(_rounds.Fault, await _rounds.NextFailureAsync());

        _rounds.Fault = null;
        _clock.Advance(Period);

        Assert.Equal(2, await _rounds.NextAsync());
    }

    [Fact]
    public async Task Stop_WhenARoundRuns_ShouldCancelItWithoutAFailure()
    {
        _rounds.WaitsForEver = true;
        _clock.Advance(Period);
        await _rounds.NextBeginningAsync();

        await _rounds.StopAsync(CancellationToken.None).WaitAsync(TimerAwareClock.Deadline);

        Assert.True(_rounds.ExecuteTask!.IsCanceled);
        Assert.Equal(0, _rounds.Failures);
    }

    private sealed class Rounds(TimeProvider clock) : PeriodicService(Period, clock)
    {
        private readonly Channel<int> _begun = Channel.CreateUnbounded<int>();
        private readonly Channel<int> _done = Channel.CreateUnbounded<int>();
        private readonly Channel<Exception> _failed = Channel.CreateUnbounded<Exception>();

        public Exception? Fault { get; set; }

        public bool WaitsForEver { get; set; }

        public int Count { get; private set; }

        public int Failures { get; private set; }

        public Task<int> NextBeginningAsync() => _begun.Reader.ReadAsync().AsTask().WaitAsync(TimerAwareClock.Deadline);

        public Task<int> NextAsync() => _done.Reader.ReadAsync().AsTask().WaitAsync(TimerAwareClock.Deadline);

        public Task<Exception> NextFailureAsync() => _failed.Reader.ReadAsync().AsTask().WaitAsync(TimerAwareClock.Deadline);

        protected override async Task RunRoundAsync(CancellationToken cancellationToken)
        {
            Count++;
            _begun.Writer.TryWrite(Count);
            if (WaitsForEver)
                await Task.Delay(Timeout.Infinite, cancellationToken);
            if (Fault is not null)
                throw Fault;
            _done.Writer.TryWrite(Count);
        }

        protected override void LogFailure(Exception exception)
        {
            Failures++;
            _failed.Writer.TryWrite(exception);
        }
    }
}
