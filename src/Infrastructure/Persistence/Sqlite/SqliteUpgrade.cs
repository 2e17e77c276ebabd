using System.Diagnostics;
using LiveChat.Infrastructure.Backups;
using LiveChat.Infrastructure.Settings;
using Microsoft.Data.Sqlite;

namespace LiveChat.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Brings a database file up to date. One process at a time does it, by a lock of the operating system that ends with it. A copy is made
/// first; it is the way back to the earlier version, and what an upgrade that was killed in the middle begins with again.
/// </summary>
public sealed partial class SqliteUpgrade(BackupSettings settings, TimeProvider clock, ILogger<SqliteUpgrade> logger)
{
    private const int KeptCopies = 3;

    /// <summary>How long another process may take for the same upgrade.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <exception cref="SettingsException">There is no room for the copy, or another process takes too long.</exception>
    public async Task RunAsync(LiveChatDbContext db, string file, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync($"{file}.upgrade.lock", cancellationToken);
        var unfinished = $"{file}.upgrading";
        if (File.Exists(unfinished))
            await PutBackAsync(db, file, await File.ReadAllTextAsync(unfinished, cancellationToken), unfinished);
        await RemoveLeftLockAsync(db, cancellationToken);
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (!(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            return;
        var isCopied = settings.IsMadeBeforeUpgrade && applied.Count > 0;
        if (isCopied)
            PrivateFiles.WriteWhole(unfinished, Copy(file, applied[^1], cancellationToken));
        SqliteEngine.AddMigrationFunctions(db);
        await db.Database.MigrateAsync(cancellationToken);
        if (isCopied)
            File.Delete(unfinished);
    }

    /// <summary>EF Core's own lock is a row that a killed process leaves behind, and that everybody would wait for from then on.</summary>
    private static async Task RemoveLeftLockAsync(LiveChatDbContext db, CancellationToken cancellationToken)
    {
        const string Table = "__EFMigrationsLock";
        var tables = await db
            .Database.SqlQueryRaw<long>($"SELECT COUNT(*) AS \"Value\" FROM sqlite_master WHERE name = '{Table}'")
            .SingleAsync(cancellationToken);
        if (tables > 0)
            await db.Database.ExecuteSqlRawAsync($"DELETE FROM \"{Table}\"", cancellationToken);
    }

    private static async Task<FileStream> TakeTurnAsync(string path, CancellationToken cancellationToken)
    {
        for (var waited = Stopwatch.StartNew(); ; await Task.Delay(Pause, cancellationToken))
        {
            try
            {
                return PrivateFiles.OpenAlone(path);
            }
            catch (IOException) when (waited.Elapsed < Patience)
            {
                // Another process is at it.
            }
            catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
            {
                throw new SettingsException(
                    $"The database can't be brought up to date ({exception.Message.ReplaceLineEndings(" ")}). Check that no other process does so, and that this user may write there."
                );
            }
        }
    }

    /// <returns>The path of the copy.</returns>
    private string Copy(string file, string schema, CancellationToken cancellationToken)
    {
        var needed = 2 * new[] { file, $"{file}-wal" }.Sum(f => new FileInfo(f) is { Exists: true } part ? part.Length : 0);
        if (new DriveInfo(Path.GetDirectoryName(file)!).AvailableFreeSpace is var free && free < needed)
            throw new SettingsException(
                $"There is too little room beside the database ({file}) to copy and change it: {free / 1_000_000} MB are free, and about {needed / 1_000_000} MB are needed. Make room, or make a backup elsewhere and set Backup:BeforeUpgrade=false."
            );
        var copy = $"{file}.before-upgrade-of-{schema}";
        try
        {
            using (var target = BackupArchive.OpenUnfinished(BackupArchive.UnfinishedOf(copy)))
            {
                SqliteBackup.VacuumInto(file, target, cancellationToken);
                target.Flush(flushToDisk: true);
            }
        }
        catch (BackupException exception)
        {
            throw new SettingsException(exception.Message);
        }

        File.Move(BackupArchive.UnfinishedOf(copy), copy, overwrite: true);
        File.SetLastWriteTimeUtc(copy, clock.GetUtcNow().UtcDateTime);
        PrivateFiles.FlushDirectory(Path.GetDirectoryName(copy)!);
        RemoveOldCopies(file);
        LogCopied(logger, copy, file);
        return copy;
    }

    private static void RemoveOldCopies(string file)
    {
        var copies = new DirectoryInfo(Path.GetDirectoryName(file)!)
            .EnumerateFiles($"{Path.GetFileName(file)}.before-upgrade-of-*")
            .Where(f => f.Extension != BackupArchive.UnfinishedOf(""))
            .OrderByDescending(f => f.LastWriteTimeUtc);
        foreach (var old in copies.Skip(KeptCopies).ToList())
            old.Delete();
    }

    /// <summary>An upgrade was killed. Nobody has written anything since, because no server begins before it is done.</summary>
    private async Task PutBackAsync(LiveChatDbContext db, string file, string copy, string unfinished)
    {
        if (!File.Exists(copy))
            throw new SettingsException(
                $"An earlier upgrade of {file} was not finished, and the copy {copy} that was made before is gone. Put the copy back, or delete {unfinished} if the database is whole."
            );
        await db.Database.CloseConnectionAsync();
        SqliteConnection.ClearAllPools();
        foreach (var log in new[] { $"{file}-wal", $"{file}-shm" })
            File.Delete(log);
        var restoring = SqliteBackup.RestoringPathOf(file);
        File.Copy(copy, restoring, overwrite: true);
        PrivateFiles.PutInPlace(restoring, file);
        File.Delete(unfinished);
        // A copy is not in WAL mode.
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL");
        LogPutBack(logger, copy);
    }

    [LoggerMessage(
        340,
        LogLevel.Information,
        "The database is brought up to date. Before, it was copied to {Copy}. To go back: stop the server, delete {File}, {File}-wal and {File}-shm, name the copy {File}, and start the earlier version"
    )]
    private static partial void LogCopied(ILogger logger, string copy, string file);

    [LoggerMessage(341, LogLevel.Warning, "An upgrade of the database was not finished; it begins again with the copy {Copy}")]
    private static partial void LogPutBack(ILogger logger, string copy);
}
