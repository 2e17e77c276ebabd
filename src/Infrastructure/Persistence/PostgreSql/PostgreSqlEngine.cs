using System.Data.Common;
using System.Diagnostics;
using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Settings;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;

namespace LiveChat.Infrastructure.Persistence.PostgreSql;

/// <summary>PostgreSQL: a server of its own, for one node or several.</summary>
public sealed class PostgreSqlEngine(PostgreSqlDatabase database, ServerPlace place) : IDatabaseEngine
{
    /// <summary>The sequence from which messages and events take their ids.</summary>
    public const string LogPlaces = "log_places";

    private const int OldestVersion = 15;

    /// <summary>The key of the lock under which units of work take turns; it is the database's own, so others do not meet it.</summary>
    private const long WriteGate = 0x4C69_7665_4368_0001;

    /// <summary>The lock of <see cref="HoldFilesAsync"/>; those between belong to <see cref="ServerPlace"/>.</summary>
    private const long Files = 0x4C69_7665_4368_0004;

    /// <summary>How long to wait for transactions that were under way when the end of the log was looked for.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(100);

    private readonly string _waitForTurn = $"SELECT pg_advisory_xact_lock({WriteGate}); {database.FirstStatement}";

    /// <summary>A place that was found to be the end of the log.</summary>
    private long _end;

    public string Name => "PostgreSQL";

    public string? Directory => null;

    public string PlaceOfItsOwn => "Choose an empty database of its own for LiveChat.";

    public bool HasContent => true;

    /// <summary>Whether the server is gone, starting, stopping, full or read-only; otherwise it is an error of the caller or a bug.</summary>
    public static bool IsAtFault(NpgsqlException exception) =>
        exception is not PostgresException { SqlState: var state }
        || state
            is PostgresErrorCodes.ReadOnlySqlTransaction
                or PostgresErrorCodes.DeadlockDetected
                or PostgresErrorCodes.SerializationFailure
        // Connection, resources, operator's intervention, system.
        || state.StartsWith("08", StringComparison.Ordinal)
        || state.StartsWith("53", StringComparison.Ordinal)
        || state.StartsWith("57", StringComparison.Ordinal)
        || state.StartsWith("58", StringComparison.Ordinal);

    public bool IsLeader => place.IsLeader;

    public void Take(bool isAlone) => place.Take(isAlone);

    public async Task<bool> HasTablesAsync(LiveChatDbContext db, CancellationToken cancellationToken) =>
        await db
            .Database.SqlQueryRaw<long>(
                "SELECT COUNT(*) AS \"Value\" FROM information_schema.tables WHERE table_schema = current_schema() AND table_name <> '__EFMigrationsHistory'"
            )
            .SingleAsync(cancellationToken) > 0;

    public async Task PrepareAsync(LiveChatDbContext db, CancellationToken cancellationToken)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        if (connection.PostgreSqlVersion.Major < OldestVersion)
            throw new SettingsException(
                $"Database:ConnectionString leads to PostgreSQL {connection.PostgreSqlVersion}, which is too old. Use version {OldestVersion} or newer."
            );
        await using var command = new NpgsqlCommand("SHOW server_encoding", connection);
        if (await command.ExecuteScalarAsync(cancellationToken) is not "UTF8")
            throw new SettingsException(
                "Database:ConnectionString leads to a database that can't hold every text. Create one with ENCODING 'UTF8'."
            );
    }

    public Task MigrateAsync(LiveChatDbContext db, CancellationToken cancellationToken) => db.Database.MigrateAsync(cancellationToken);

    public async Task<IWriteTransaction> BeginWritingAsync(LiveChatDbContext db, CancellationToken cancellationToken)
    {
        var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        try
        {
            // Followers of the log wait for each transaction that has its number, so this one has none while it waits for its turn.
            await db.Database.ExecuteSqlRawAsync(_waitForTurn, cancellationToken);
            return new WriteTransaction(transaction);
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    public async Task<IDisposable> HoldFilesAsync(CancellationToken cancellationToken)
    {
        // The end of the connection ends the transaction, and with it the lock.
        var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        try
        {
            _ = await connection.BeginTransactionAsync(cancellationToken);
            await using var command = new NpgsqlCommand(
                "SELECT pg_advisory_xact_lock($1), set_config('idle_in_transaction_session_timeout', '0', true)",
                connection
            )
            {
                Parameters = { new() { Value = Files } },
                // Another server may have many files to go through.
                CommandTimeout = 0,
            };
            await command.ExecuteNonQueryAsync(cancellationToken);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async Task<bool> TryWriteAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            await using var connection = await database.DataSource.OpenConnectionAsync(limit.Token);
            await using var transaction = await connection.BeginTransactionAsync(limit.Token);
            await using var command = new NpgsqlCommand("UPDATE installation SET is_demo = is_demo", connection, transaction);
            await command.ExecuteNonQueryAsync(limit.Token);
            await transaction.CommitAsync(limit.Token);
            return true;
        }
        catch (DbException)
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>
    /// Transactions commit in another order than that in which they took their places. So the last place that was taken is looked up first,
    /// and then those are waited for who were under way in this database: after that nobody can commit below it any more.
    /// </summary>
    public async Task<LogPlace> FindLogEndAsync(LiveChatDbContext db, CancellationToken cancellationToken)
    {
        var last = await db
            .Database.SqlQueryRaw<long>($"SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS \"Value\" FROM {LogPlaces}")
            .SingleAsync(cancellationToken);
        if (last <= Interlocked.Read(ref _end))
            return new LogPlace(last, last);
        var waited = Stopwatch.StartNew();
        string[]? underWay = null;
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            var running = await db
                .Database.SqlQueryRaw<string>(
                    """
                    SELECT backend_xid::text AS "Value" FROM pg_stat_activity
                    WHERE datname = current_database() AND backend_xid IS NOT NULL AND pid <> pg_backend_pid()
                    """
                )
                .ToListAsync(cancellationToken);
            underWay = [.. (underWay ?? [.. running]).Intersect(running)];
            if (underWay.Length == 0)
            {
                Interlocked.Exchange(ref _end, last);
                return new LogPlace(last, last);
            }

            if (waited.Elapsed > LongestWait)
                throw new TimeoutException("A transaction of the database has been under way for too long; the event log waits for it.");
            await Task.Delay(pause, cancellationToken);
        }
    }

    /// <summary>Messages and events share one row of places.</summary>
    public async Task<long> FindLastEventAsync(LiveChatDbContext db, CancellationToken cancellationToken) =>
        (await FindLogEndAsync(db, cancellationToken)).EventId;

    /// <summary>An event's place is its id, and comes after all messages that had theirs before.</summary>
    public async Task<IReadOnlyList<EventPlace>> TakeEventPlacesAsync(LiveChatDbContext db, int count, CancellationToken cancellationToken)
    {
        var places = await db
            .Database.SqlQueryRaw<long>($"SELECT nextval('{LogPlaces}') AS \"Value\" FROM generate_series(1, {{0}})", count)
            .ToListAsync(cancellationToken);
        return [.. places.Order().Select(place => new EventPlace(place, place))];
    }

    public async Task<DatabaseMeasure> MeasureAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.DataSource.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("SELECT pg_database_size(current_database())", connection);
        return new DatabaseMeasure(
            $"{Name} {connection.PostgreSqlVersion}",
            (long)(await command.ExecuteScalarAsync(cancellationToken))!,
            0
        );
    }

    public async Task<DatabaseExamination?> ExamineAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        await PostgreSqlExamination.RunAsync(database.DataSource, await MeasureAsync(cancellationToken), cancellationToken);

    private sealed class WriteTransaction(IDbContextTransaction transaction) : IWriteTransaction
    {
        public Task CommitAsync() => transaction.CommitAsync(CancellationToken.None);

        public ValueTask DisposeAsync() => transaction.DisposeAsync();
    }
}
