using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Persistence.Readers;
using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.Infrastructure.Work;

namespace LiveChat.Infrastructure.Persistence;

internal sealed class UnitOfWork(LiveChatDbContext db, SqliteDatabase database, CommittedEvents committed, TimeProvider clock) : IUnitOfWork
{
    public async Task<TResult> ExecuteAsync<TResult>(Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
        where TResult : Result
    {
        // On a thread of low priority the lock would be held while other threads run, and all messages would wait.
        if (FairLane.IsThisThread)
            await Task.Yield();
        using var lease = await database.LockForWritingAsync(cancellationToken);
        db.ChangeTracker.Clear();
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            database.MakeDurable(db.Database.GetDbConnection());
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var result = await work(cancellationToken);
            if (result.IsSuccess)
            {
                var events = TakeEvents();
                await AppendAsync(events, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(CancellationToken.None);
                committed.Announce(events);
            }

            return result;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>What the changed aggregates say of themselves; the same twice is one event.</summary>
    private List<IDomainEvent> TakeEvents() =>
        [.. db.ChangeTracker.Entries<AggregateRoot>().SelectMany(e => e.Entity.TakeEvents()).Distinct()];

    private async Task AppendAsync(List<IDomainEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
            return;
        var (after, now) = (await db.FindLastMessageIdAsync(cancellationToken), clock.GetUtcNow());
        foreach (var (type, data) in events.Select(StoredEvents.Write))
            db.Events.Add(
                new LoggedEvent
                {
                    AfterMessageId = after,
                    Type = type,
                    Data = data,
                    CreatedAt = now,
                }
            );
    }
}
