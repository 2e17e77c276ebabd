using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.Infrastructure.Work;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence;

internal sealed class UnitOfWork(LiveChatDbContext db, SqliteDatabase database) : IUnitOfWork
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
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(CancellationToken.None);
            }

            return result;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
