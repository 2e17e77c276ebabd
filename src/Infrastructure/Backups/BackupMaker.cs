using System.IO.Compression;
using LiveChat.Infrastructure.Media.Storage;
using LiveChat.Infrastructure.Operations;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Persistence.Copying;
using LiveChat.Infrastructure.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Infrastructure.Backups;

/// <summary>What a backup has become.</summary>
/// <param name="Bytes">The size of the archive.</param>
/// <param name="WithdrawnSince">Files that were taken back while the backup was being made; that is no fault.</param>
public sealed record BackupSummary(string Path, long Bytes, BackupManifest Manifest, int WithdrawnSince);

/// <summary>
/// Makes backups of an installation that goes on serving: first a snapshot of the database, then the files that it names. Keys and settings
/// are never part of one.
/// </summary>
public sealed class BackupMaker
{
    private readonly IDatabaseBackup _database;
    private readonly IFileStore _store;
    private readonly IDatabaseEngine _engine;
    private readonly DatabaseSettings _settings;
    private readonly IServiceScopeFactory _scopes;
    private readonly TimeProvider _clock;

    internal BackupMaker(
        IDatabaseBackup database,
        IFileStore store,
        IDatabaseEngine engine,
        DatabaseSettings settings,
        IServiceScopeFactory scopes,
        TimeProvider clock
    ) => (_database, _store, _engine, _settings, _scopes, _clock) = (database, store, engine, settings, scopes, clock);

    /// <param name="path">The file to make; it must not exist.</param>
    /// <exception cref="BackupException">It can't be made, and is not there.</exception>
    /// <exception cref="SettingsException">The database can't be used.</exception>
    public Task<BackupSummary> MakeAsync(string path, CancellationToken cancellationToken) =>
        QuietThread.RunAsync("backup", () => Make(Path.GetFullPath(path), cancellationToken));

    private BackupSummary Make(string path, CancellationToken cancellationToken)
    {
        CheckDatabase(cancellationToken);
        var measure = QuietThread.Wait(_engine.MeasureAsync(cancellationToken));
        RequireRoom(path, 2 * (measure.SizeBytes + measure.WalBytes));
        var createdAt = _clock.GetUtcNow();
        try
        {
            var pace = new Pace(cancellationToken);
            using var archive = new BackupArchive(path, pace);
            var snapshot = AddDatabase(archive, path, cancellationToken);
            RequireRoom(path, snapshot.FileBytes);
            var (missing, withdrawn) = AddFiles(archive, snapshot.Files, cancellationToken);
            var manifest = new BackupManifest(
                BackupManifest.CurrentFormat,
                ServerVersion.Text,
                createdAt,
                _settings.Provider,
                measure.Engine,
                snapshot.Schema,
                snapshot.Installation.Epoch,
                snapshot.Installation.IsDemo,
                snapshot.Tables,
                archive.Entries,
                missing
            );
            return new BackupSummary(path, archive.Finish(manifest), manifest, withdrawn);
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
        {
            throw new BackupException(
                $"The backup can't be written ({exception.Message.ReplaceLineEndings(" ")}). Check the disk, and make it again."
            );
        }
    }

    /// <summary>Only a database of this version can be backed up by it, since it has to know what belongs to it.</summary>
    private void CheckDatabase(CancellationToken cancellationToken)
    {
        using var scope = _scopes.CreateScope();
        QuietThread.Wait(scope.ServiceProvider.GetRequiredService<DatabaseInitializer>().RefuseForeignAsync(cancellationToken));
        var db = scope.ServiceProvider.GetRequiredService<LiveChatDbContext>();
        if (!_engine.HasContent || !QuietThread.Wait(_engine.HasTablesAsync(db, cancellationToken)))
            throw new BackupException(
                "There is nothing to back up: Database:ConnectionString names an empty database. Give the settings that the server runs with."
            );
        if (db.Database.GetPendingMigrations().Any())
            throw new BackupException(
                "The database is of an earlier version of LiveChat. Back it up with that version, or bring it up to date first (livechat db migrate)."
            );
    }

    private Snapshot AddDatabase(BackupArchive archive, string path, CancellationToken cancellationToken)
    {
        var file = BackupArchive.OpenUnfinished(BackupArchive.UnfinishedOf($"{path}.database"));
        try
        {
            Snapshot? snapshot = null;
            _database.Snapshot(file, db => snapshot = Read(db), cancellationToken);
            file.Position = 0;
            // Dumps of PostgreSQL are compressed already.
            var isCompressed = _settings.Provider == DatabaseProvider.PostgreSql;
            archive.Add(
                BackupReader.DatabaseEntry(_settings.Provider),
                file,
                isCompressed ? CompressionLevel.NoCompression : CompressionLevel.Fastest
            );
            return snapshot!;
        }
        finally
        {
            file.Dispose();
            File.Delete(file.Name);
        }
    }

    private static Snapshot Read(LiveChatDbContext db)
    {
        var tables = CopiedTable.AllOf(db.Model).ToDictionary(t => t.Name, t => t.Count(db), StringComparer.Ordinal);
        var (files, bytes) = BackupFiles.Find(db);
        var installation =
            db.Installations.AsNoTracking().SingleOrDefault()
            ?? throw new BackupException("There is nothing to back up: no server has used this database yet.");
        return new Snapshot(db.Database.GetAppliedMigrations().Last(), installation, tables, files, bytes);
    }

    /// <returns>Files that are missing, and how many were withdrawn while the backup was made.</returns>
    private (List<string> Missing, int Withdrawn) AddFiles(
        BackupArchive archive,
        List<BackupFile> files,
        CancellationToken cancellationToken
    )
    {
        var missing = new List<string>();
        var withdrawn = 0;
        using var scope = _scopes.CreateScope();
        foreach (var file in files)
        {
            using var content = Open(file, scope.ServiceProvider, cancellationToken);
            if (content is not null)
                archive.Add(BackupEntry.NameOfFile(file.Path), content, CompressionLevel.NoCompression);
            else if (IsWithdrawn(file, scope.ServiceProvider))
                withdrawn++;
            else if (file.IsNeeded)
                missing.Add(file.Path);
        }

        return (missing, withdrawn);
    }

    /// <summary>A file that was sealed since the snapshot goes into the backup as the snapshot knows it.</summary>
    private Stream? Open(BackupFile file, IServiceProvider services, CancellationToken cancellationToken)
    {
        try
        {
            return QuietThread.Wait(_store.OpenReadAsync(file.Path, cancellationToken))
                ?? (
                    file.IsSealed
                        ? null
                        : QuietThread.Wait(services.GetRequiredService<IFileStorage>().OpenSealedAsync(file.Path, cancellationToken))
                );
        }
        catch (FileStorageException exception)
        {
            throw new BackupException(
                $"{_store.Place} can't be read ({exception.Message.ReplaceLineEndings(" ")}). Make the backup again later."
            );
        }
    }

    private static bool IsWithdrawn(BackupFile file, IServiceProvider services) =>
        services
            .GetRequiredService<LiveChatDbContext>()
            .Attachments.AsNoTracking()
            .All(a => a.Id != file.AttachmentId || a.WithdrawnAt != null);

    /// <exception cref="BackupException">There is too little room on the disk.</exception>
    private static void RequireRoom(string path, long bytes)
    {
        var directory = Path.GetDirectoryName(path)!;
        if (Directory.Exists(directory) && new DriveInfo(directory).AvailableFreeSpace is var free && free < bytes)
            throw new BackupException(
                $"There is too little room for a backup in {directory}: {free / 1_000_000} MB are free, and about "
                    + $"{bytes / 1_000_000} MB are needed. Make room, or choose another disk."
            );
    }

    private sealed record Snapshot(
        string Schema,
        Installation Installation,
        IReadOnlyDictionary<string, long> Tables,
        List<BackupFile> Files,
        long FileBytes
    );
}
