using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Readers;

/// <summary>
/// Finds a time in a table whose ids grow with time, by binary search over the ids. An index on the time would make each row dearer.
/// </summary>
internal sealed class TimedLog
{
    public static readonly TimedLog Messages = new("messages");
    public static readonly TimedLog Audit = new("audit_log");

    private TimedLog(string table)
    {
        HighestId = $"SELECT COALESCE(MAX(id), 0) + 1 AS \"Value\" FROM {table}";
        TimeFromId = $"SELECT created_at AS \"Value\" FROM {table} WHERE id >= {{0}} ORDER BY id LIMIT 1";
    }

    public string HighestId { get; }

    public string TimeFromId { get; }
}

internal static class TimedLogQueries
{
    /// <param name="slack">By how much ids and times may be out of step, to be added to the time searched for.</param>
    /// <returns>The id of the first row at that time or later; an id above all if there is none.</returns>
    public static async Task<long> FirstIdSinceAsync(this LiveChatDbContext db, TimedLog log, DateTimeOffset since, CancellationToken cancellationToken, TimeSpan slack = default)
    {
        var sinceMs = since.ToUnixTimeMilliseconds() + (long)slack.TotalMilliseconds;
        var (low, high) = (0L, await ScalarAsync(db, log.HighestId, [], cancellationToken));
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (await ScalarAsync(db, log.TimeFromId, [middle], cancellationToken) < sinceMs)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static async Task<long> ScalarAsync(LiveChatDbContext db, string sql, object[] parameters, CancellationToken cancellationToken) =>
        (await db.Database.SqlQueryRaw<long>(sql, parameters).ToListAsync(cancellationToken)) is [var value] ? value : long.MaxValue;
}
