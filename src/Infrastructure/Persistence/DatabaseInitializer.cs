using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.Infrastructure.Settings;
using Microsoft.Data.Sqlite;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>Creates, checks and migrates the database before anything else uses it.</summary>
public sealed class DatabaseInitializer(
    LiveChatDbContext db,
    SqliteDatabase database,
    DatabaseSettings settings,
    TimeProvider clock,
    ConversationClock conversations
)
{
    /// <summary>Registers functions on the connection that migrations need and SQLite lacks.</summary>
    public static void AddMigrationFunctions(LiveChatDbContext db)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        connection.CreateFunction("normal_form", (string text) => text.ToNormalForm(), isDeterministic: true);
        connection.CreateFunction("normalized_name", (string name) => User.Normalize(name.ToNormalForm()), isDeterministic: true);
    }

    /// <summary>
    /// Creates the database if it is missing, applies the migrations, and checks that it was made for this mode (demo or production).
    /// </summary>
    /// <exception cref="SettingsException">The database can't be opened, or was made for the other mode.</exception>
    public async Task InitializeAsync(CancellationToken cancellationToken = default)
    {
        await RefuseForeignAsync(cancellationToken);
        database.Prepare();
        using var lease = await database.LockForWritingAsync(cancellationToken);
        // Pending migrations are checked first, because migrating compares the whole model even with nothing to do, which takes a fifth of
        // the start.
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            AddMigrationFunctions(db);
            await db.Database.MigrateAsync(cancellationToken);
        }

        if (
            await db
                .Conversations.OrderByDescending(c => c.UpdatedAt)
                .Select(c => (DateTimeOffset?)c.UpdatedAt)
                .FirstOrDefaultAsync(cancellationToken) is
            { } newest
        )
            conversations.GoOnFrom(newest);
        var installation = await db.Installations.SingleOrDefaultAsync(cancellationToken);
        if (installation is null)
        {
            db.Installations.Add(new Installation { IsDemo = settings.IsDemo, CreatedAt = clock.GetUtcNow() });
            await db.SaveChangesAsync(cancellationToken);
        }
        else if (installation.IsDemo != settings.IsDemo)
        {
            throw new SettingsException(
                installation.IsDemo
                    ? "Demo:Enabled is false, but this database was made in demo mode, where anybody may be anybody. Choose another Database:ConnectionString or DataDirectory for production."
                    : "Demo:Enabled is true, but this database was made for production. Choose another Database:ConnectionString or DataDirectory for the demo."
            );
        }
    }

    /// <summary>Checks an existing database before anything is written to it.</summary>
    /// <exception cref="SettingsException">It is of a later version of LiveChat, or of another program.</exception>
    private async Task RefuseForeignAsync(CancellationToken cancellationToken)
    {
        if (!database.HasContent)
            return;
        HashSet<string> applied;
        try
        {
            applied = [.. await db.Database.GetAppliedMigrationsAsync(cancellationToken)];
            if (
                applied.Count == 0
                && await db.Database.SqlQueryRaw<long>("SELECT COUNT(*) AS \"Value\" FROM sqlite_master").SingleAsync(cancellationToken) > 0
            )
                throw new SettingsException(
                    "Database:ConnectionString names a database of another program. Choose a file of its own for LiveChat."
                );
        }
        catch (SqliteException exception)
        {
            throw new SettingsException(
                $"Database:ConnectionString can't be opened ({exception.Message.ReplaceLineEndings(" ")}). Check that it is a LiveChat database, that nothing else holds it, and that this user may write there."
            );
        }

        if (applied.Except(db.Database.GetMigrations()).FirstOrDefault() is { } later)
        {
            throw new SettingsException(
                $"Database:ConnectionString names a database of a later version of LiveChat (it has the migration {later}). Install that version or a newer one, or restore a backup from before the update."
            );
        }
    }
}

/// <summary>
/// Keeps a second server from using the same data, because pushes of one would never reach the users of the other. The locks are file locks
/// of the operating system, on files in the directories themselves, so that they hold whichever path leads there, and end with a crash.
/// </summary>
public sealed class DataLocks(DatabaseSettings database, MediaSettings media) : IDisposable
{
    private const string DirectoryLock = ".livechat.lock";

    /// <summary>EAGAIN and ERROR_SHARING_VIOLATION: another process has locked the file.</summary>
    private const int TakenOnLinux = 11;
    private const int TakenOnMac = 35;
    private const int TakenOnWindows = unchecked((int)0x80070020);

    private readonly List<FileStream> _locks = [];

    /// <exception cref="SettingsException">Another server holds the locks, or the files can't be created.</exception>
    public void Take()
    {
        if (SqliteDatabase.PathIn(database.ConnectionString) is { } file)
        {
            var path = FinalPathOf(file);
            Take($"{path}.lock", "Database:ConnectionString (or DataDirectory)", path);
        }

        Take(Path.Combine(media.Directory, DirectoryLock), "Media:Directory (or DataDirectory)", media.Directory);
    }

    public void Dispose()
    {
        // The files are not deleted: another server may have just opened one, and would then hold a lock on a deleted file.
        _locks.ForEach(l => l.Dispose());
        _locks.Clear();
    }

    private void Take(string path, string setting, string what)
    {
        try
        {
            PrivateFiles.CreateDirectory(Path.GetDirectoryName(path)!);
            _locks.Add(PrivateFiles.OpenAlone(path));
        }
        catch (IOException exception) when (exception.HResult is TakenOnLinux or TakenOnMac or TakenOnWindows)
        {
            throw new SettingsException(
                $"{setting}: another LiveChat server is already running on {what}. Stop it, or give this one a directory of its own."
            );
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
        {
            throw new SettingsException(
                $"{setting} can't be used ({exception.Message.ReplaceLineEndings(" ")}). Check that the path exists and that this user may write there."
            );
        }
    }

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
}
