using System.Data.Common;
using LiveChat.Infrastructure.Settings;
using Microsoft.Data.Sqlite;

namespace LiveChat.Infrastructure.Persistence.Sqlite;

/// <summary>Opens connections to the one database file, and says who may write to it.</summary>
public sealed class SqliteDatabase(DatabaseSettings settings) : IDisposable
{
    /// <summary>Versions before this one can lose commits in WAL mode.</summary>
    public static readonly Version OldestSafeEngine = new(3, 51, 3);

    private static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _writeLock = new(1, 1);

    /// <summary>The connection string with what every connection needs.</summary>
    public string ConnectionString { get; } = Complete(settings.ConnectionString);

    /// <summary>
    /// SQLite takes one writer at a time; the others would stall in its busy handler. Within this process they queue here
    /// instead, first come first served. Another process (the command line) waits in the busy handler, which is rare and short.
    /// </summary>
    public async ValueTask<WriteLease> LockForWritingAsync(CancellationToken cancellationToken = default)
    {
        await _writeLock.WaitAsync(cancellationToken);
        return new WriteLease(_writeLock);
    }

    /// <inheritdoc cref="LockForWritingAsync"/>
    public WriteLease LockForWriting()
    {
        _writeLock.Wait();
        return new WriteLease(_writeLock);
    }

    /// <summary>A connection that commits as durably as the settings say.</summary>
    public SqliteConnection OpenForWriting()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        MakeDurable(connection);
        // The command line writes from another process. ADO.NET's commands wait for it by themselves, the writer's prepared statements wait here.
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA busy_timeout={(int)BusyTimeout.TotalMilliseconds}";
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Sets how hard this connection's commits hold; outside a transaction.</summary>
    public void MakeDurable(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = settings.Durability == Durability.Full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL";
        command.ExecuteNonQuery();
    }

    /// <summary>Makes the directory and the file, switches it to WAL, and asserts the engine.</summary>
    /// <exception cref="SettingsException">The file can't be opened, or the engine is too old to be trusted.</exception>
    public void Prepare()
    {
        try
        {
            if (Path.GetDirectoryName(new SqliteConnectionStringBuilder(ConnectionString).DataSource) is { Length: > 0 } directory)
                PrivateFiles.CreateDirectory(directory);
            using var connection = new SqliteConnection(ConnectionString);
            connection.Open();
            if (Version.Parse(connection.ServerVersion) is var engine && engine < OldestSafeEngine)
                throw new SettingsException($"SQLite {engine} can lose commits in WAL mode. Install the server with its own e_sqlite3 library, {OldestSafeEngine} or newer.");
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL";
            command.ExecuteNonQuery();
        }
        catch (Exception exception) when (exception is SqliteException || PrivateFiles.IsOfDisk(exception))
        {
            throw new SettingsException($"Database:ConnectionString can't be opened ({exception.Message.ReplaceLineEndings(" ")}). Check that the path exists and that this user may write there.");
        }
    }

    public void Dispose() => _writeLock.Dispose();

    private static string Complete(string connectionString)
    {
        var builder = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
        return builder.ToString();
    }
}

/// <summary>The right to write; dispose it to let the next one in.</summary>
public readonly struct WriteLease(SemaphoreSlim writeLock) : IDisposable
{
    public void Dispose() => writeLock.Release();
}
