using System.Threading.RateLimiting;
using LiveChat.Domain.Users;

namespace LiveChat.WebApi.Limits;

/// <summary>The counters behind all limits, shared by the doors of HTTP and the hub.</summary>
public sealed class RateLimits(LimitSettings settings) : IDisposable
{
    private const int SegmentsPerWindow = 10;
    private const int Stripes = 256;

    private readonly SemaphoreSlim[] _turns = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1, 1))];
    private readonly Dictionary<UserId, int> _connections = [];
    private readonly Lock _lock = new();

    public LimitSettings Settings { get; } = settings;

    public PartitionedRateLimiter<string> LoginFailures { get; } = Create(settings.LoginFailures);

    public PartitionedRateLimiter<string> LoginFailuresPerAddress { get; } = Create(settings.LoginFailuresPerAddress);

    public PartitionedRateLimiter<string> Send { get; } = Create(settings.Send);

    public PartitionedRateLimiter<string> Typing { get; } = Create(settings.Typing);

    public PartitionedRateLimiter<string> NewConversations { get; } = Create(settings.NewConversations);

    public PartitionedRateLimiter<string> Upload { get; } = Create(settings.Upload);

    /// <summary>
    /// One at a time for each key: where only some outcomes count, many at once would all be let in before the first is
    /// counted. Different keys seldom wait for each other.
    /// </summary>
    public async Task<IDisposable> TakeTurnAsync(string key, CancellationToken cancellationToken)
    {
        var turn = _turns[(uint)string.GetHashCode(key, StringComparison.Ordinal) % Stripes];
        await turn.WaitAsync(cancellationToken);
        return new Turn(turn);
    }

    public bool HasConnectionLeft(UserId userId)
    {
        lock (_lock)
            return _connections.GetValueOrDefault(userId) < Settings.Connections;
    }

    /// <summary>Takes one of a user's connections; give it back with <see cref="ReleaseConnection"/>.</summary>
    /// <returns>False when they have all been taken.</returns>
    public bool TryTakeConnection(UserId userId)
    {
        lock (_lock)
        {
            var open = _connections.GetValueOrDefault(userId);
            if (open >= Settings.Connections)
                return false;
            _connections[userId] = open + 1;
            return true;
        }
    }

    public void ReleaseConnection(UserId userId)
    {
        lock (_lock)
        {
            if (--_connections[userId] == 0)
                _connections.Remove(userId);
        }
    }

    public void Dispose()
    {
        foreach (var limiter in new[] { LoginFailures, LoginFailuresPerAddress, Send, Typing, NewConversations, Upload })
            limiter.Dispose();
        foreach (var turn in _turns)
            turn.Dispose();
    }

    /// <summary>In how many seconds to try again.</summary>
    public static int RetryAfter(RateLimitLease lease, Limit limit) =>
        (int)Math.Ceiling((lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : limit.Window).TotalSeconds);

    private static PartitionedRateLimiter<string> Create(Limit limit) => PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetSlidingWindowLimiter(
        key, _ => new SlidingWindowRateLimiterOptions { PermitLimit = limit.Count, Window = limit.Window, SegmentsPerWindow = SegmentsPerWindow, QueueLimit = 0 }));

    private sealed class Turn(SemaphoreSlim semaphore) : IDisposable
    {
        public void Dispose() => semaphore.Release();
    }
}
