using System.Data;
using LiveChat.Infrastructure.Settings;
using LiveChat.Infrastructure.Work;
using Npgsql;

namespace LiveChat.Infrastructure.Persistence.PostgreSql;

/// <summary>
/// Keeps a second server off the database, because pushes of one would never reach the users of the other. A lock is held by a transaction
/// that stays open: the database gives it back when this process ends, however it ends, and a pooler keeps its connection for it. When the
/// connection is lost, the lock is taken again as soon as the database is back.
/// </summary>
public sealed class SoleServer(PostgreSqlDatabase database, TimeProvider clock, ILogger<SoleServer> logger)
    : PeriodicService(Interval, clock)
{
    private const long Key = 0x4C69_7665_4368_0002;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private NpgsqlConnection? _holder;
    private bool _isServer;

    /// <exception cref="SettingsException">Another server has it, or the database can't be reached.</exception>
    public void Take()
    {
        try
        {
            _holder =
                TryTake()
                ?? throw new SettingsException(
                    "Database:ConnectionString: another LiveChat server is already running on this database. Stop it, or give this one a database of its own."
                );
            _isServer = true;
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
        if (!_isServer || IsHeld())
            return Task.CompletedTask;
        _holder?.Dispose();
        _holder = TryTake();
        if (_holder is null)
            SoleServerLog.TakenByAnother(logger);
        return Task.CompletedTask;
    }

    protected override void LogFailure(Exception exception) => SoleServerLog.Lost(logger, exception);

    private bool IsHeld()
    {
        if (_holder is not { State: ConnectionState.Open })
            return false;
        try
        {
            using var command = new NpgsqlCommand("SELECT 1", _holder);
            command.ExecuteScalar();
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <returns>The connection that holds the lock; null when another has it.</returns>
    private NpgsqlConnection? TryTake()
    {
        var connection = database.DataSource.OpenConnection();
        try
        {
            _ = connection.BeginTransaction();
            using var command = new NpgsqlCommand(
                "SELECT pg_try_advisory_xact_lock($1), set_config('idle_in_transaction_session_timeout', '0', true)",
                connection
            )
            {
                Parameters = { new() { Value = Key } },
            };
            if (command.ExecuteScalar() is true)
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
}

internal static partial class SoleServerLog
{
    [LoggerMessage(
        95,
        LogLevel.Error,
        "Another LiveChat server runs on this database: users of one do not get the pushes of the other. Stop one of them"
    )]
    public static partial void TakenByAnother(ILogger logger);

    [LoggerMessage(96, LogLevel.Warning, "The database can't be reached; the lock that keeps a second server off it is taken again later")]
    public static partial void Lost(ILogger logger, Exception exception);
}
