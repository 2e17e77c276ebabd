using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace LiveChat.Infrastructure.Persistence.Sqlite;

/// <summary>Looks at a database file by a connection that can't write.</summary>
internal static class SqliteExamination
{
    /// <summary>SQLITE_INTERRUPT: the time for the check is up.</summary>
    private const int Interrupted = 9;

    /// <summary>Steps of SQLite's machine between two looks at the time, about a millisecond.</summary>
    private const int StepsBetweenLooks = 20_000;

    public static async Task<DatabaseExamination> RunAsync(
        string path,
        DatabaseMeasure measure,
        string connectionString,
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        await using var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(cancellationToken);
        var free = await ReadNumberAsync(connection, "PRAGMA freelist_count", cancellationToken);
        var pageSize = await ReadNumberAsync(connection, "PRAGMA page_size", cancellationToken);
        var hasTables = await ReadNumberAsync(
            connection,
            "SELECT COUNT(*) FROM sqlite_master WHERE name IN ('conversations', '__EFMigrationsHistory')",
            cancellationToken
        );
        var examined = new DatabaseExamination(
            measure,
            free * pageSize,
            hasTables == 2 ? await MigrationHistory.ReadAsync(connection, cancellationToken) : [],
            new FileInfo(path).IsReadOnly,
            hasTables == 2
            && await ReadNumberAsync(connection, "SELECT COALESCE(MAX(updated_at), 0) FROM conversations", cancellationToken)
                is > 0
                    and var milliseconds
                ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
                : null,
            ServerTime: null
        );
        return patience == TimeSpan.Zero ? examined : await CheckAsync(connection, examined, patience, cancellationToken);
    }

    private static async Task<DatabaseExamination> CheckAsync(
        SqliteConnection connection,
        DatabaseExamination examined,
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        var begun = Stopwatch.GetTimestamp();
        SQLitePCL.raw.sqlite3_progress_handler(
            connection.Handle,
            StepsBetweenLooks,
            _ => cancellationToken.IsCancellationRequested || Stopwatch.GetElapsedTime(begun) > patience ? 1 : 0,
            null
        );
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA quick_check(1)";
            // The limit of the command is for waiting for locks.
            var result = (string?)await command.ExecuteScalarAsync(cancellationToken);
            return examined with { Damage = result == "ok" ? null : result };
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == Interrupted)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return examined with { IsWhole = false };
        }
    }

    private static async Task<long> ReadNumberAsync(SqliteConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
