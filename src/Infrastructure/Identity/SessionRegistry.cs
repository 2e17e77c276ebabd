using System.Collections.Concurrent;
using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Presence;
using LiveChat.Infrastructure.Work;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Infrastructure.Identity;

/// <summary>
/// Remembers which sessions are alive, so that a request costs no look into the store, and closes the connections of those that end.
/// Sessions that another process ends (the command line) are seen by following the event log twice a second.
/// </summary>
public sealed class SessionRegistry(
    IServiceScopeFactory scopes,
    IDatabaseEngine engine,
    ConnectionRegistry connections,
    SignInRules rules,
    TimeProvider clock,
    ILogger<SessionRegistry> logger
) : PeriodicService(Interval, clock), ISessionRegistry, IRemembersCommits, IPush
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(400);

    /// <summary>When each known session expires; one that has ended is remembered as expired long ago.</summary>
    private readonly ConcurrentDictionary<string, DateTimeOffset> _expiries = new();

    /// <summary>
    /// Sessions whose users had nothing to do before anything else. Whoever has is looked up each time, so that it ends with the commit
    /// that ended it.
    /// </summary>
    private readonly ConcurrentDictionary<string, bool> _free = new();

    /// <summary>The last event that has been looked at.</summary>
    private long _place;

    public async ValueTask<SessionDuty> DutyOfAsync(string sessionId, CancellationToken cancellationToken)
    {
        if (_free.ContainsKey(sessionId))
            return SessionDuty.None;
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LiveChatDbContext>();
        var user = await (
            from s in db.Sessions.AsNoTracking()
            join u in db.Users on s.UserId equals u.Id
            where s.Id == sessionId
            select new
            {
                u.MustChangePassword,
                u.Role,
                HasSecondFactor = db.SecondFactors.Any(f => f.UserId == u.Id && f.ConfirmedAt != null),
            }
        ).SingleOrDefaultAsync(cancellationToken);
        if (user is { MustChangePassword: true })
            return SessionDuty.ChangePassword;
        if (user is { HasSecondFactor: false } && rules.DemandsSecondFactorOf(user.Role))
            return SessionDuty.SetUpSecondFactor;
        _free[sessionId] = true;
        return SessionDuty.None;
    }

    public void DutyChanged(string sessionId) => _free.TryRemove(sessionId, out _);

    public async ValueTask<bool> IsAliveAsync(string sessionId, CancellationToken cancellationToken)
    {
        if (!_expiries.TryGetValue(sessionId, out var expiresAt))
        {
            await using var scope = scopes.CreateAsyncScope();
            var session = await scope
                .ServiceProvider.GetRequiredService<LiveChatDbContext>()
                .Sessions.AsNoTracking()
                .SingleOrDefaultAsync(s => s.Id == sessionId, cancellationToken);
            // An end that was told while this look was under way must win over what it saw.
            expiresAt = _expiries.GetOrAdd(sessionId, session is { EndedAt: null } ? session.ExpiresAt : DateTimeOffset.MinValue);
        }

        return Clock.GetUtcNow() < expiresAt;
    }

    /// <summary>From the commit on its token is refused.</summary>
    public void Remember(IDomainEvent domainEvent)
    {
        if (domainEvent is not SessionEnded ended)
            return;
        _expiries[ended.SessionId] = DateTimeOffset.MinValue;
        _free.TryRemove(ended.SessionId, out _);
    }

    public bool Takes(IDomainEvent domainEvent) => domainEvent is SessionEnded;

    /// <summary>Its connections are told why, and closed.</summary>
    public async Task PushAsync(IDomainEvent domainEvent)
    {
        var ended = (SessionEnded)domainEvent;
        foreach (var connection in connections.All)
        {
            if (connection.SessionId == ended.SessionId)
                await EndAsync(connection, ended.Reason);
        }
    }

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LiveChatDbContext>();
        _place = await engine.FindLastEventAsync(db, cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        await EndExpiredAsync();
        await FindEndedElsewhereAsync(cancellationToken);
    }

    protected override void LogFailure(Exception exception) => SessionLog.LookFailed(logger, exception);

    private async Task EndExpiredAsync()
    {
        var now = Clock.GetUtcNow();
        foreach (var connection in connections.All)
        {
            if (connection.TokenExpiresAt <= now)
                await EndAsync(connection, SessionEndReason.Expired);
        }
    }

    private async Task FindEndedElsewhereAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LiveChatDbContext>();
        var end = await engine.FindLastEventAsync(db, cancellationToken);
        if (end == _place)
            return;
        foreach (var session in await db.ReadEventsAsync<SessionEnded>(_place, end, cancellationToken))
        {
            if (_expiries.TryGetValue(session.SessionId, out var expiresAt) && expiresAt == DateTimeOffset.MinValue)
                continue;
            Remember(session);
            await PushAsync(session);
        }

        _place = end;
    }

    private async Task EndAsync(OpenConnection connection, SessionEndReason reason)
    {
        try
        {
            await connection.EndAsync(new SessionEndedDto(WireNames<SessionEndReason>.Of(reason)));
        }
        catch (Exception exception)
        {
            SessionLog.EndFailed(logger, exception);
        }
    }
}

internal static partial class SessionLog
{
    [LoggerMessage(30, LogLevel.Error, "Looking for ended sessions failed; it is tried again at once")]
    public static partial void LookFailed(ILogger logger, Exception exception);

    [LoggerMessage(31, LogLevel.Warning, "Closing the connection of an ended session failed")]
    public static partial void EndFailed(ILogger logger, Exception exception);
}

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
