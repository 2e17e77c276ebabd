using System.Data;
using LiveChat.Infrastructure.Settings;
using LiveChat.Infrastructure.Work;
using Npgsql;

namespace LiveChat.Infrastructure.Persistence.PostgreSql;

/// <summary>
/// Keeps servers off the database that do not know each other, because pushes of one would never reach the users of the other, and makes
/// one of those that do the leader. Both are locks held by a transaction that stays open: the database gives them back when this process
/// ends, however it ends, and a pooler keeps its connection for it. When the connection is lost, they are taken again as soon as the
/// database is back.
/// </summary>
public sealed class ServerPlace(PostgreSqlDatabase database, TimeProvider clock, ILogger<ServerPlace> logger)
    : PeriodicService(Interval, clock)
{
    /// <summary>The lock that one server holds for itself, or several share.</summary>
    private const long Servers = 0x4C69_7665_4368_0002;

    /// <summary>The lock that one of them holds.</summary>
    private const long Leader = 0x4C69_7665_4368_0003;

    /// <summary>
    /// The last statement each time. A query keeps its snapshot until the next statement, and in an open transaction that keeps every
    /// version of a row that is replaced meanwhile: each message would have to step over all of them. This one needs no snapshot.
    /// </summary>
    private const string StayOpen = "SET LOCAL idle_in_transaction_session_timeout = 0";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private NpgsqlConnection? _holder;
    private bool? _isAlone;

    /// <inheritdoc cref="IDatabaseEngine.IsLeader"/>
    public bool IsLeader { get; private set; }

    /// <inheritdoc cref="IDatabaseEngine.Take"/>
    /// <exception cref="SettingsException">Another server has it, or the database can't be reached.</exception>
    public void Take(bool isAlone)
    {
        try
        {
            _isAlone = isAlone;
            _holder =
                TryTake(isAlone)
                ?? throw new SettingsException(
                    isAlone
                        ? "Database:ConnectionString: another LiveChat server is already running on this database. Stop it, give this one a database of its own, or set Redis:ConnectionString on both, so that they work together."
                        : "Database:ConnectionString: a LiveChat server without Redis:ConnectionString is already running on this database. Stop it, or start it again with the same Redis:ConnectionString as this one."
                );
            IsLeader = TryLead(_holder);
        }
        catch (NpgsqlException exception)
        {
            throw new SettingsException(
                $"Database:ConnectionString can't be opened ({exception.Message.ReplaceLineEndings(" ")}). Check that PostgreSQL runs there and that this user may use the database."
            );
        }
    }

    public override void Dispose()
    {
        _holder?.Dispose();
        base.Dispose();
    }

    protected override Task RunRoundAsync(CancellationToken cancellationToken)
    {
        if (_isAlone is not { } isAlone)
            return Task.CompletedTask;
        if (!IsHeld())
        {
            IsLeader = false;
            _holder?.Dispose();
            _holder = TryTake(isAlone);
            if (_holder is null)
            {
                ServerPlaceLog.TakenByAnother(logger);
                return Task.CompletedTask;
            }
        }

        IsLeader = IsLeader || TryLead(_holder!);
        return Task.CompletedTask;
    }

    protected override void LogFailure(Exception exception) => ServerPlaceLog.Lost(logger, exception);

    private bool IsHeld()
    {
        if (_holder is not { State: ConnectionState.Open })
            return false;
        try
        {
            using var command = new NpgsqlCommand(StayOpen, _holder);
            command.ExecuteNonQuery();
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <returns>The connection that holds the lock; null when another has it.</returns>
    private NpgsqlConnection? TryTake(bool isAlone)
    {
        var connection = database.DataSource.OpenConnection();
        try
        {
            _ = connection.BeginTransaction();
            if (TryLock(connection, isAlone ? "pg_try_advisory_xact_lock" : "pg_try_advisory_xact_lock_shared", Servers))
                return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }

        connection.Dispose();
        return null;
    }

    private static bool TryLead(NpgsqlConnection holder) => TryLock(holder, "pg_try_advisory_xact_lock", Leader);

    private static bool TryLock(NpgsqlConnection holder, string function, long key)
    {
        using var batch = new NpgsqlBatch(holder)
        {
            BatchCommands =
            {
                new($"SELECT {function}($1)") { Parameters = { new() { Value = key } } },
                new(StayOpen),
            },
        };
        return batch.ExecuteScalar() is true;
    }
}

internal static partial class ServerPlaceLog
{
    [LoggerMessage(
        95,
        LogLevel.Error,
        "Another LiveChat server that does not know this one runs on this database: users of one do not get the pushes of the other. Stop one of them"
    )]
    public static partial void TakenByAnother(ILogger logger);

    [LoggerMessage(96, LogLevel.Warning, "The database can't be reached; the lock that keeps a second server off it is taken again later")]
    public static partial void Lost(ILogger logger, Exception exception);
}
