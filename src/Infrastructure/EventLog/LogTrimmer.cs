using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Work;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Infrastructure.EventLog;

/// <summary>Removes from the event log what is old and has been followed by all. The messages are no part of it and stay.</summary>
internal sealed class LogTrimmer(
    IEnumerable<FollowerType> followers,
    IServiceScopeFactory scopes,
    IDatabaseEngine engine,
    TimeProvider clock,
    ILogger<LogTrimmer> logger
) : PeriodicService(Interval, clock)
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(7);

    /// <summary>Without a follower only other processes' ends of sessions are read, and a new follower begins at the log's end.</summary>
    public static readonly TimeSpan KeptWithoutFollowers = TimeSpan.FromHours(1);

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>Events of one transaction, which messages wait for.</summary>
    private const int BatchSize = 500;

    public async Task TrimAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LiveChatDbContext>();
        var names = followers.Select(f => f.Name).ToList();
        var places = await db.Followers.Where(f => names.Contains(f.Name)).Select(f => f.EventId).ToListAsync(cancellationToken);
        var followed = places.Count == 0 ? long.MaxValue : places.Min();
        var before = Clock.GetUtcNow() - (names.Count == 0 ? KeptWithoutFollowers : KeptFor);
        while (true)
        {
            await using var transaction = await engine.BeginWritingAsync(db, cancellationToken);
            var ids = await db
                .Events.Where(e => e.Id <= followed)
                .OrderBy(e => e.Id)
                .Take(BatchSize)
                .Where(e => e.CreatedAt < before)
                .Select(e => e.Id)
                .ToListAsync(cancellationToken);
            if (ids.Count == 0)
                return;
            await db.Events.Where(e => ids.Contains(e.Id)).ExecuteDeleteAsync(cancellationToken);
            await transaction.CommitAsync();
        }
    }

    protected override Task RunRoundAsync(CancellationToken cancellationToken) => TrimAsync(cancellationToken);

    protected override void LogFailure(Exception exception) => FollowerLog.TrimFailed(logger, exception);
}
