using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Storage;

namespace LiveChat.Infrastructure.Persistence.Sqlite;

/// <summary>SQLite: a file on this machine, with one writer at a time.</summary>
public sealed class SqliteEngine(SqliteDatabase database, FileLocks locks, SqliteUpgrade upgrade) : IDatabaseEngine
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int InputOrOutput = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CanNotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>More than the messages of a busy moment write.</summary>
    private const long RoomBytes = 256 * 1024;

    // A database in memory is refused at the start.
    private string FilePath => database.FilePath!;

    public string Name => "SQLite";

    public string? Directory => Path.GetDirectoryName(FilePath);

    public string PlaceOfItsOwn => "Choose a file of its own for LiveChat.";

    /// <summary>Whether the database is locked, full, read-only or broken; otherwise it is an error of the caller or a bug.</summary>
    public static bool IsAtFault(SqliteException exception) =>
        exception.SqliteErrorCode is Busy or Locked or ReadOnly or InputOrOutput or Corrupt or Full or CanNotOpen or NotADatabase;

    /// <summary>Registers functions on the connection that migrations need and SQLite lacks.</summary>
    public static void AddMigrationFunctions(LiveChatDbContext db)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        connection.CreateFunction("normal_form", (string text) => text.ToNormalForm(), isDeterministic: true);
        connection.CreateFunction("normalized_name", (string name) => User.Normalize(name.ToNormalForm()), isDeterministic: true);
    }

    public bool IsLeader => true;

    /// <summary>A file has one server, whatever it says.</summary>
    public void Take(bool isAlone)
    {
        // One that names no file is refused when it is prepared.
        if (database.FilePath is not { } file)
            return;
        var path = FinalPathOf(file);
        locks.Take($"{path}.lock", "Database:ConnectionString (or DataDirectory)", path);
    }

    public bool HasContent => database.HasContent;

    public async Task<bool> HasTablesAsync(LiveChatDbContext db, CancellationToken cancellationToken) =>
        await db
            .Database.SqlQueryRaw<long>(
                "SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE name NOT LIKE '\\_\\_EFMigrations%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'"
            )
            .SingleAsync(cancellationToken) > 0;

    public Task PrepareAsync(LiveChatDbContext db, CancellationToken cancellationToken)
    {
        database.Prepare();
        return Task.CompletedTask;
    }

    public async Task MigrateAsync(LiveChatDbContext db, CancellationToken cancellationToken)
    {
        using var lease = await database.LockForWritingAsync(cancellationToken);
        await upgrade.RunAsync(db, FilePath, cancellationToken);
    }

    public async Task<IWriteTransaction> BeginWritingAsync(LiveChatDbContext db, CancellationToken cancellationToken)
    {
        var lease = await database.LockForWritingAsync(cancellationToken);
        try
        {
            await db.Database.OpenConnectionAsync(cancellationToken);
            database.MakeDurable(db.Database.GetDbConnection());
            return new WriteTransaction(db, await db.Database.BeginTransactionAsync(cancellationToken), lease);
        }
        catch
        {
            await db.Database.CloseConnectionAsync();
            lease.Dispose();
            throw;
        }
    }

    /// <summary>The file serves one server.</summary>
    public Task<IDisposable> HoldFilesAsync(CancellationToken cancellationToken) => Task.FromResult<IDisposable>(new NoLock());

    /// <summary>
    /// Sets SQLite's <c>user_version</c>, which nothing else uses: that writes a page even when the number stays the same, which updating a
    /// row to its old value does not. A page may still fit into the write-ahead log when a message no longer does, so there has to be room
    /// on the disk besides.
    /// </summary>
    public async Task<bool> TryWriteAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            using var lease = await database.LockForWritingAsync(limit.Token);
            await using var connection = new SqliteConnection(database.ConnectionString);
            await connection.OpenAsync(cancellationToken);
            database.MakeDurable(connection);
            await using var command = connection.CreateCommand();
            command.CommandTimeout = (int)patience.TotalSeconds;
            command.CommandText = "PRAGMA user_version=0";
            await command.ExecuteNonQueryAsync(cancellationToken);
            using var room = PrivateFiles.CreateWithRoom(Path.Combine(Directory!, $".{Path.GetRandomFileName()}"), RoomBytes);
            return true;
        }
        catch (Exception exception) when (exception is SqliteException || PrivateFiles.IsOfDisk(exception))
        {
            return false;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The write lock was held by another write all the time.
            return false;
        }
    }

    /// <summary>Commits come in the order of their ids, since there is one writer at a time.</summary>
    public async Task<LogPlace> FindLogEndAsync(LiveChatDbContext db, CancellationToken cancellationToken)
    {
        // The events first: what comes in between belongs to what is still to be followed.
        var eventId = await FindLastEventAsync(db, cancellationToken);
        return new LogPlace(await FindLastMessageIdAsync(db, cancellationToken), eventId);
    }

    public async Task<long> FindLastEventAsync(LiveChatDbContext db, CancellationToken cancellationToken) =>
        await db.Events.MaxAsync(e => (long?)e.Id, cancellationToken) ?? 0;

    public async Task<IReadOnlyList<EventPlace>> TakeEventPlacesAsync(LiveChatDbContext db, int count, CancellationToken cancellationToken)
    {
        var place = new EventPlace(0, await FindLastMessageIdAsync(db, cancellationToken));
        return [.. Enumerable.Repeat(place, count)];
    }

    public Task<DatabaseMeasure> MeasureAsync(CancellationToken cancellationToken)
    {
        using var connection = new SqliteConnection();
        return Task.FromResult(new DatabaseMeasure($"{Name} {connection.ServerVersion}", SizeOf(FilePath), SizeOf($"{FilePath}-wal")));
    }

    public async Task<DatabaseExamination?> ExamineAsync(TimeSpan patience, CancellationToken cancellationToken) =>
        database.HasContent
            ? await SqliteExamination.RunAsync(
                FilePath,
                await MeasureAsync(cancellationToken),
                database.ReadOnlyConnectionString,
                patience,
                cancellationToken
            )
            : null;

    private static long SizeOf(string path) => new FileInfo(path) is { Exists: true } file ? file.Length : 0;

    /// <returns>0 while there is none.</returns>
    private static async Task<long> FindLastMessageIdAsync(LiveChatDbContext db, CancellationToken cancellationToken) =>
        (await db.Messages.OrderByDescending(m => m.Id).Select(m => m.Id).FirstOrDefaultAsync(cancellationToken)).Value;

    /// <summary>The target of a symbolic link.</summary>
    private static string FinalPathOf(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (IOException)
        {
            return path;
        }
    }

    private sealed class WriteTransaction(LiveChatDbContext db, IDbContextTransaction transaction, WriteLease lease) : IWriteTransaction
    {
        public Task CommitAsync() => transaction.CommitAsync(CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            try
            {
                await transaction.DisposeAsync();
                await db.Database.CloseConnectionAsync();
            }
            finally
            {
                lease.Dispose();
            }
        }
    }

    private sealed class NoLock : IDisposable
    {
        public void Dispose() { }
    }
}
