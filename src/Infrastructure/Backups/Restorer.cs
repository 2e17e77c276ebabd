using System.Security.Cryptography;
using LiveChat.Infrastructure.Media.Storage;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Backups;

/// <summary>
/// Restores a backup into an empty place. Everything is checked before anything is written, and the database comes last and as a whole: a
/// restore that ends in the middle leaves no installation that a server would start with, and can be repeated.
/// </summary>
public sealed class Restorer
{
    private readonly IDatabaseBackup _database;
    private readonly IFileStore _store;
    private readonly StagingArea _staging;
    private readonly RestoreMark _mark;
    private readonly DataLocks _locks;
    private readonly DatabaseSettings _settings;
    private readonly LiveChatDbContext _db;
    private readonly TimeProvider _clock;

    internal Restorer(
        IDatabaseBackup database,
        IFileStore store,
        StagingArea staging,
        RestoreMark mark,
        DataLocks locks,
        DatabaseSettings settings,
        LiveChatDbContext db,
        TimeProvider clock
    ) =>
        (_database, _store, _staging, _mark, _locks, _settings, _db, _clock) = (database, store, staging, mark, locks, settings, db, clock);

    /// <returns>What was restored.</returns>
    /// <exception cref="BackupException">The backup can't be used, or the place is not empty.</exception>
    /// <exception cref="SettingsException">The place can't be used.</exception>
    public Task<BackupManifest> RestoreAsync(string path, CancellationToken cancellationToken) =>
        QuietThread.RunAsync("restore", () => Restore(path, cancellationToken));

    private BackupManifest Restore(string path, CancellationToken cancellationToken)
    {
        using var reader = BackupReader.Open(path);
        var manifest = reader.Manifest;
        CheckFits(manifest);
        QuietThread.Wait(_store.CheckAsync(cancellationToken));
        _locks.Take(isAlone: true);
        var begun = QuietThread.Wait(_mark.FindAsync(cancellationToken));
        if (begun is not null && _database.FindEpoch() == begun)
        {
            // Everything was in place when the earlier restore ended.
            _mark.Remove();
            return manifest;
        }

        RefuseOccupied(begun is not null, cancellationToken);
        try
        {
            reader.CheckFiles(cancellationToken);
            reader.UnpackDatabase(_database.UnpackPath, cancellationToken);
            Place(reader, begun is not null, cancellationToken);
            return manifest;
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
        {
            throw new BackupException(
                $"The backup can't be restored ({exception.Message.ReplaceLineEndings(" ")}). Check the disk, and run the same command once more."
            );
        }
        finally
        {
            File.Delete(_database.UnpackPath);
        }
    }

    private void CheckFits(BackupManifest manifest)
    {
        if (manifest.Provider != _settings.Provider)
            throw new BackupException(
                $"This is a backup of a {manifest.Provider} database, but Database:Provider is {_settings.Provider}. "
                    + $"Restore it to {manifest.Provider}, and take it over with 'livechat db copy'."
            );
        if (manifest.IsDemo != _settings.IsDemo)
            throw new BackupException(
                manifest.IsDemo
                    ? "This is a backup of a demo, but Demo:Enabled is false. Set ASPNETCORE_ENVIRONMENT=Development to restore it."
                    : "This is a backup of production, but Demo:Enabled is true, where anybody may be anybody. "
                        + "Set ASPNETCORE_ENVIRONMENT=Production to restore it."
            );
        if (!_db.Database.GetMigrations().Contains(manifest.Schema))
            throw new BackupException(
                $"This backup was made by a later version of LiveChat ({manifest.ProductVersion}, with the migration {manifest.Schema}). Install that version or a newer one."
            );
    }

    private void RefuseOccupied(bool hasMark, CancellationToken cancellationToken)
    {
        if (!_database.IsEmpty())
            throw new BackupException(
                "There is a database already where Database:ConnectionString points. A backup is restored only into an empty place: choose another, or move that one away."
            );
        if (!hasMark && QuietThread.Wait(_store.HasFilesAsync(cancellationToken)))
            throw new BackupException(
                $"There are files already in {_store.Place}. A backup is restored only into an empty place: choose another, or move them away."
            );
    }

    private void Place(BackupReader reader, bool hasRemains, CancellationToken cancellationToken)
    {
        var installation = new RestoredInstallation(
            Installation.NewEpoch(),
            RandomNumberGenerator.GetHexString(Installation.FileStoreIdLength, lowercase: true),
            RestoredInstallation.IdsSince(reader.Manifest.CreatedAt, _clock.GetUtcNow())
        );
        _mark.Write(installation.Epoch);
        if (hasRemains)
        {
            foreach (var folder in new[] { "uploads", "avatars" })
                QuietThread.Wait(_store.DeleteFolderAsync(folder, cancellationToken));
        }

        foreach (var entry in reader.Manifest.Entries)
        {
            if (entry.FilePath is not { } path)
                continue;
            using var staged = _staging.Create();
            using (var file = StagingArea.OpenWrite(staged))
            {
                reader.CopyTo(entry, file, cancellationToken);
                file.Flush(flushToDisk: true);
            }

            QuietThread.Wait(_store.PutAsync(staged.LocalPath, path, cancellationToken));
        }

        _mark.WriteFileStoreId(installation.FileStoreId);
        _database.Restore(_database.UnpackPath, installation, cancellationToken);
        _mark.Remove();
    }
}
