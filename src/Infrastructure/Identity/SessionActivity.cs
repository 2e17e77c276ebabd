using System.Collections.Concurrent;
using LiveChat.Infrastructure.Presence;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveChat.Infrastructure.Identity;

/// <summary>Collects when sessions were used, and writes them down together: requests themselves write nothing.</summary>
internal sealed class SessionActivity(
    IServiceScopeFactory scopes,
    ConnectionRegistry connections,
    TimeProvider clock,
    ILogger<SessionActivity> logger
) : BackgroundService, ISessionActivity
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Sessions of one transaction, which messages wait for.</summary>
    private const int BatchSize = 200;

    /// <summary>What has been seen and is not stored yet.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> _seen = new();

    public void Seen(string sessionId) => _seen[sessionId] = clock.GetUtcNow();

    public DateTimeOffset LastSeenAt(UserSession session) =>
        connections.All.Any(c => c.SessionId == session.Id) ? clock.GetUtcNow()
        : _seen.TryGetValue(session.Id, out var seenAt) && seenAt > session.LastSeenAt ? seenAt
        : session.LastSeenAt;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            await StoreAsync(cancellationToken);
        }
        catch (OperationCanceledException exception)
        {
            // The time to stop is up. When a session was last used is no reason to end with a failure.
            SessionActivityLog.StoreFailed(logger, exception);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await StoreAsync(stoppingToken);
    }

    private async Task StoreAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var batch in _seen.ToArray().Chunk(BatchSize))
            {
                await StoreAsync(batch, cancellationToken);
                foreach (var stored in batch)
                    _seen.TryRemove(stored);
            }
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            SessionActivityLog.StoreFailed(logger, exception);
        }
    }

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
