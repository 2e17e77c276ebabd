using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Readers;

/// <summary>Ids of messages grow with time, so a moment is found among them by halving: an index on the time would be paid for with every message.</summary>
internal static class MessageTimes
{
    /// <returns>The id of the first message of that moment or later; of none, an id above all.</returns>
    public static async Task<long> FirstMessageIdSinceAsync(this LiveChatDbContext db, DateTimeOffset since, CancellationToken cancellationToken)
    {
        var sinceMs = since.ToUnixTimeMilliseconds();
        var (low, high) = (0L, await ScalarAsync(db, $"SELECT COALESCE(MAX(id), 0) + 1 AS \"Value\" FROM messages", cancellationToken));
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (await ScalarAsync(db, $"SELECT created_at AS \"Value\" FROM messages WHERE id >= {middle} ORDER BY id LIMIT 1", cancellationToken) < sinceMs)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static async Task<long> ScalarAsync(LiveChatDbContext db, FormattableString sql, CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<long>(sql).ToListAsync(cancellationToken)) is [var value] ? value : long.MaxValue;
}
