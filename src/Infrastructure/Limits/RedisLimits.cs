using LiveChat.Infrastructure.Nodes.Redis;
using LiveChat.Infrastructure.Settings;
using StackExchange.Redis;

namespace LiveChat.Infrastructure.Limits;

/// <summary>
/// Counts for all nodes together, in sliding windows that Redis keeps by its own clock. While Redis is gone, each node counts for itself, so
/// that limits go on holding and nobody waits.
/// </summary>
/// <remarks>Calls that take turns do so on each node by itself, so that as many may be under way at once as there are nodes.</remarks>
internal sealed class RedisLimits(RedisLink link, LimitSettings settings, MemoryLimits own, TimeProvider clock) : ILimits
{
    /// <summary>How long Redis is not asked after it failed to answer.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Keys: the counter. Arguments: how many there may be, the window in milliseconds, 1 to count or 0 to look, and something that tells
    /// this one from others of the same millisecond. Returns 0 when there is room, otherwise the milliseconds until there is.
    /// </summary>
    private const string Script = """
        local time = redis.call('TIME')
        local now = time[1] * 1000 + math.floor(time[2] / 1000)
        local window = tonumber(ARGV[2])
        redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - window)
        if redis.call('ZCARD', KEYS[1]) < tonumber(ARGV[1]) then
          if ARGV[3] == '1' then
            redis.call('ZADD', KEYS[1], now, ARGV[4])
            redis.call('PEXPIRE', KEYS[1], window)
          end
          return 0
        end
        local first = redis.call('ZRANGE', KEYS[1], 0, 0, 'WITHSCORES')
        return math.max(1, first[2] + window - now)
        """;

    private long _failedAt;

    public ValueTask<TimeSpan?> CountAsync(LimitKind limit, string key, CancellationToken cancellationToken) =>
        AskAsync(limit, key, isCounted: true, cancellationToken);

    public ValueTask<TimeSpan?> FindWaitAsync(LimitKind limit, string key, CancellationToken cancellationToken) =>
        AskAsync(limit, key, isCounted: false, cancellationToken);

    public ValueTask<IAsyncDisposable> TakeTurnAsync(LimitKind limit, string key, CancellationToken cancellationToken) =>
        own.TakeTurnAsync(limit, key, cancellationToken);

    private async ValueTask<TimeSpan?> AskAsync(LimitKind limit, string key, bool isCounted, CancellationToken cancellationToken)
    {
        if (!settings.IsEnabled)
            return null;
        if (link.IsConnected && (_failedAt == 0 || clock.GetElapsedTime(Volatile.Read(ref _failedAt)) > Pause))
        {
            try
            {
                var (count, window) = settings.Of(limit);
                var wait = await link.Database.ScriptEvaluateAsync(
                    Script,
                    [$"{link.Prefix}limit:{limit}:{key}"],
                    [count, (long)window.TotalMilliseconds, isCounted ? 1 : 0, Guid.NewGuid().ToByteArray()]
                );
                return (long)wait is > 0 and var milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;
            }
            catch (Exception exception) when (RedisLink.IsAtFault(exception))
            {
                Volatile.Write(ref _failedAt, clock.GetTimestamp());
            }
        }

        return isCounted ? await own.CountAsync(limit, key, cancellationToken) : await own.FindWaitAsync(limit, key, cancellationToken);
    }
}
