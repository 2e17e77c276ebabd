using System.Threading.RateLimiting;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Limits;

/// <summary>Counts in the memory of this process, in sliding windows.</summary>
public sealed class MemoryLimits : ILimits, IDisposable
{
    private const int SegmentsPerWindow = 10;

    private readonly LimitSettings _settings;
    private readonly PartitionedRateLimiter<string>[] _counters;
    private readonly KeyedTurns _turns = new();

    public MemoryLimits(LimitSettings settings)
    {
        _settings = settings;
        _counters = settings.IsEnabled ? [.. Enum.GetValues<LimitKind>().Select(kind => Create(settings.Of(kind)))] : [];
    }

    public ValueTask<TimeSpan?> CountAsync(LimitKind limit, string key, CancellationToken cancellationToken) => new(Take(limit, key, 1));

    public ValueTask<TimeSpan?> FindWaitAsync(LimitKind limit, string key, CancellationToken cancellationToken) => new(Take(limit, key, 0));

    public async ValueTask<IAsyncDisposable> TakeTurnAsync(LimitKind limit, string key, CancellationToken cancellationToken) =>
        _settings.IsEnabled ? await _turns.TakeAsync((limit, key), cancellationToken) : KeyedTurns.None;

    public void Dispose()
    {
        foreach (var counter in _counters)
            counter.Dispose();
    }

    private TimeSpan? Take(LimitKind limit, string key, int times)
    {
        if (!_settings.IsEnabled)
            return null;
        using var lease = _counters[(int)limit].AttemptAcquire(key, times);
        if (lease.IsAcquired)
            return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : _settings.Of(limit).Window;
    }

    private static PartitionedRateLimiter<string> Create(Limit limit) =>
        PartitionedRateLimiter.Create<string, string>(key =>
            RateLimitPartition.GetSlidingWindowLimiter(
                key,
                _ => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = limit.Count,
                    Window = limit.Window,
                    SegmentsPerWindow = SegmentsPerWindow,
                    QueueLimit = 0,
                }
            )
        );
}

/// <summary>
/// Runs calls with the same key one at a time. Different keys never wait for each other, and only a limited number waits for one key.
/// </summary>
internal sealed class KeyedTurns
{
    /// <summary>A turn that nobody else waits for.</summary>
    public static readonly IAsyncDisposable None = new Ending(() => { });

    private const int MaxWaiting = 64;

    private readonly Dictionary<(LimitKind, string), Turn> _turns = [];
    private readonly Lock _lock = new();

    /// <exception cref="TooMuchAtOnceException">Too many wait already.</exception>
    public async Task<IAsyncDisposable> TakeAsync((LimitKind, string) key, CancellationToken cancellationToken)
    {
        Turn turn;
        lock (_lock)
        {
            if (!_turns.TryGetValue(key, out turn!))
                _turns[key] = turn = new Turn();
            if (turn.Users > MaxWaiting)
                throw new TooMuchAtOnceException(isOwnDoing: true);
            turn.Users++;
        }

        try
        {
            await turn.Gate.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(key, turn);
            throw;
        }

        return new Ending(() =>
        {
            turn.Gate.Release();
            Leave(key, turn);
        });
    }

    private void Leave((LimitKind, string) key, Turn turn)
    {
        lock (_lock)
        {
            if (--turn.Users > 0)
                return;
            _turns.Remove(key);
            turn.Gate.Dispose();
        }
    }

    private sealed class Turn
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        /// <summary>The call whose turn it is, and the calls that wait.</summary>
        public int Users { get; set; }
    }

    private sealed class Ending(Action end) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            end();
            return ValueTask.CompletedTask;
        }
    }
}
