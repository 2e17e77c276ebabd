using System.Collections.Concurrent;
using LiveChat.Infrastructure.Presence;
using LiveChat.Infrastructure.Work;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Infrastructure.Identity;

/// <summary>Collects when sessions were used, and writes them down together: requests themselves write nothing.</summary>
internal sealed class SessionActivity(
    IServiceScopeFactory scopes,
    ConnectionRegistry connections,
    TimeProvider clock,
    ILogger<SessionActivity> logger
) : PeriodicService(Interval, clock), ISessionActivity
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Sessions of one transaction, which messages wait for.</summary>
    private const int BatchSize = 200;

    /// <summary>What has been seen and is not stored yet.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> _seen = new();

    public void Seen(string sessionId) => _seen[sessionId] = Clock.GetUtcNow();

    public DateTimeOffset LastSeenAt(UserSession session) =>
        connections.All.Any(c => c.SessionId == session.Id) ? Clock.GetUtcNow()
        : _seen.TryGetValue(session.Id, out var seenAt) && seenAt > session.LastSeenAt ? seenAt
        : session.LastSeenAt;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await RunRoundAsync(cancellationToken);
        }
        catch (Exception exception)
        {
            // Perhaps the time to stop is up. When a session was last used is no reason to end with a failure.
            LogFailure(exception);
        }
    }

    protected override async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        foreach (var batch in _seen.ToArray().Chunk(BatchSize))
        {
            await StoreAsync(batch, cancellationToken);
            foreach (var stored in batch)
                _seen.TryRemove(stored);
        }
    }

    protected override void LogFailure(Exception exception) => SessionActivityLog.StoreFailed(logger, exception);

    private async Task StoreAsync(IReadOnlyList<KeyValuePair<string, DateTimeOffset>> batch, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var sessions = scope.ServiceProvider.GetRequiredService<ISessionRepository>();
        await scope
            .ServiceProvider.GetRequiredService<IUnitOfWork>()
            .ExecuteAsync(
                async ct =>
                {
                    var seenAt = batch.ToDictionary();
                    foreach (var session in await sessions.FindAsync([.. seenAt.Keys], ct))
                        session.Seen(seenAt[session.Id]);
                    return Result.Success();
                },
                cancellationToken
            );
    }
}

internal static partial class SessionActivityLog
{
    [LoggerMessage(32, LogLevel.Warning, "When sessions were last used could not be stored; it is tried again in a minute")]
    public static partial void StoreFailed(ILogger logger, Exception exception);
}
