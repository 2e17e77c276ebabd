using System.Data.Common;
using LiveChat.Infrastructure.Settings;
using Microsoft.Data.Sqlite;

namespace LiveChat.Infrastructure.Persistence.Sqlite;

/// <summary>Opens connections to the database file, and holds its write lock.</summary>
public sealed class SqliteDatabase(DatabaseSettings settings) : IDisposable
{
    /// <summary>The oldest usable version of SQLite; earlier ones can lose commits in WAL mode.</summary>
    public static readonly Version OldestSafeEngine = new(3, 51, 3);

    /// <summary>
    /// How long to wait while another process (the command line, a backup) holds the database. After that it counts as unavailable.
    /// </summary>
    public static readonly TimeSpan BusyTimeout = TimeSpan.FromSeconds(5);

    private const string Example = "Use something like Data Source=data/livechat.db.";

    /// <summary>
    /// Pages that the write-ahead log gathers before they go into the database file. A message touches pages that many others touch; at
    /// SQLite's own 1,000, a busy server wrote each of them back several times a second.
    /// </summary>
    private const int CheckpointPages = 4000;

    /// <summary>
    /// No connection is used by two threads at once, so SQLite need not lock each of its calls. Only before its first use can it be told
    /// so; later it goes on locking, which does no harm.
    /// </summary>
    static SqliteDatabase()
    {
        SQLitePCL.Batteries_V2.Init();
        _ = SQLitePCL.raw.sqlite3_config(SQLitePCL.raw.SQLITE_CONFIG_MULTITHREAD);
    }

    private readonly SemaphoreSlim _writeLock = new(1, 1);

    /// <summary>Whether the database file exists and is not empty.</summary>
    public bool HasContent => FilePath is { } file && new FileInfo(file) is { Exists: true, Length: > 0 };

    /// <summary>The path of the database file; null for a database in memory.</summary>
    public string? FilePath => PathIn(settings.ConnectionString);

    /// <inheritdoc cref="FilePath"/>
    public static string? PathIn(string connectionString) =>
        Read(connectionString).DataSource is { Length: > 0 } source
        && !source.StartsWith(':')
        && !source.StartsWith("file:", StringComparison.Ordinal)
            ? Path.GetFullPath(source)
            : null;

    /// <summary>The connection string, completed with the options that every connection needs.</summary>
    public string ConnectionString { get; } = Complete(settings.ConnectionString);

    /// <summary>Opens the file without changing anything, and without a place in the pool.</summary>
    public string ReadOnlyConnectionString =>
        new SqliteConnectionStringBuilder(ConnectionString) { Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString();

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
        // The command line writes from another process. ADO.NET's commands wait for it by themselves, the writer's prepared statements wait
        // here.
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA busy_timeout={(int)BusyTimeout.TotalMilliseconds}";
        command.ExecuteNonQuery();
        return connection;
    }

    /// <summary>Sets the durability of this connection's commits (<c>synchronous</c>); outside a transaction.</summary>
    public void MakeDurable(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText =
            $"PRAGMA synchronous={(settings.Durability == Durability.Full ? "FULL" : "NORMAL")}; PRAGMA wal_autocheckpoint={CheckpointPages}";
        command.ExecuteNonQuery();
    }

    /// <summary>Creates directory and file, switches to WAL mode, and checks the version of the engine.</summary>
    /// <exception cref="SettingsException">The file can't be opened, or the engine is too old to be trusted.</exception>
    public void Prepare()
    {
        try
        {
            // In memory every connection would have a database of its own, and lose it.
            if (FilePath is not { } file)
                throw new SettingsException($"Database:ConnectionString names no file. {Example}");
            PrivateFiles.CreateDirectory(Path.GetDirectoryName(file)!);
            CreateOrCheck(file);

            using var connection = new SqliteConnection(ConnectionString);
            connection.Open();
            if (Version.Parse(connection.ServerVersion) is var engine && engine < OldestSafeEngine)
                throw new SettingsException(
                    $"SQLite {engine} can lose commits in WAL mode. Install the server with its own e_sqlite3 library, {OldestSafeEngine} or newer."
                );
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL";
            command.ExecuteNonQuery();
        }
        catch (Exception exception) when (exception is SqliteException || PrivateFiles.IsOfDisk(exception))
        {
            throw new SettingsException(
                $"Database:ConnectionString can't be opened ({exception.Message.ReplaceLineEndings(" ")}). Check that the path exists and that this user may write there."
            );
        }
    }

    /// <summary>
    /// Creates the file with access for this user only. SQLite gives its other files the same rights, and would create this one readable
    /// for everybody.
    /// </summary>
    private static void CreateOrCheck(string file)
    {
        if (!File.Exists(file))
        {
            PrivateFiles.Create(file).Dispose();
            return;
        }

        if (new FileInfo(file).Length == 0)
        {
            throw new SettingsException(
                $"Database:ConnectionString names {file}, which is empty (0 bytes), so what was in it is lost. Restore it from a backup, or delete the file to begin with a new database."
            );
        }

        foreach (var path in new[] { file, $"{file}-wal", $"{file}-shm" })
            PrivateFiles.MakePrivate(path);
    }

    public void Dispose() => _writeLock.Dispose();

    private static string Complete(string connectionString)
    {
        var builder = Read(connectionString);
        builder.ForeignKeys = true;
        builder.DefaultTimeout = (int)BusyTimeout.TotalSeconds;
        return builder.ToString();
    }

    private static SqliteConnectionStringBuilder Read(string connectionString)
    {
        SqliteConnectionStringBuilder builder;
        try
        {
            builder = new SqliteConnectionStringBuilder(connectionString);
        }
        catch (ArgumentException exception)
        {
            throw new SettingsException(
                $"Database:ConnectionString can't be read ({exception.Message.ReplaceLineEndings(" ")}). {Example}"
            );
        }

        if (builder.Password.Length > 0)
            throw new SettingsException(
                "Database:ConnectionString has a password, but the database is not encrypted. Remove it, and keep the file on an encrypted disk if need be."
            );
        return builder.Mode == SqliteOpenMode.Memory
            ? throw new SettingsException($"Database:ConnectionString names no file. {Example}")
            : builder;
    }
}

/// <summary>The right to write; dispose it to let the next one in.</summary>
public readonly struct WriteLease(SemaphoreSlim writeLock) : IDisposable
{
    public void Dispose() => writeLock.Release();
}
