using LiveChat.Infrastructure.Persistence.PostgreSql;
using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Backups;

/// <summary>Checks backups without restoring them.</summary>
public static class BackupChecker
{
    /// <summary>Reads everything, compares it with the manifest, and opens the database in a temporary place.</summary>
    /// <exception cref="BackupException">It is no backup that could be restored.</exception>
    public static BackupManifest Verify(string path, CancellationToken cancellationToken)
    {
        using var reader = BackupReader.Open(path);
        var directory = Directory.CreateTempSubdirectory("livechat-verify-");
        try
        {
            reader.CheckFiles(cancellationToken);
            reader.UnpackDatabase(Path.Combine(directory.FullName, "database"), cancellationToken);
            return reader.Manifest;
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
        {
            throw new BackupException(
                $"The backup can't be checked ({exception.Message.ReplaceLineEndings(" ")}). Make room in {Path.GetTempPath()}."
            );
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>Reads every file, and throws it away.</summary>
    /// <exception cref="BackupException">One is not what was backed up.</exception>
    internal static void CheckFiles(this BackupReader reader, CancellationToken cancellationToken)
    {
        foreach (var entry in reader.Manifest.Entries.Where(e => e.FilePath is not null))
            reader.CopyTo(entry, Stream.Null, cancellationToken);
    }

    /// <summary>Unpacks the database and checks it.</summary>
    /// <param name="path">What is there is overwritten.</param>
    /// <exception cref="BackupException">It is not what was backed up, or can't be used.</exception>
    internal static void UnpackDatabase(this BackupReader reader, string path, CancellationToken cancellationToken)
    {
        var manifest = reader.Manifest;
        var entry = manifest.Entries.Single(e => e.Name == BackupReader.DatabaseEntry(manifest.Provider));
        File.Delete(path);
        using (var file = PrivateFiles.Create(path))
        {
            reader.CopyTo(entry, file, cancellationToken);
            file.Flush(flushToDisk: true);
        }

        if (manifest.Provider == DatabaseProvider.Sqlite)
            SqliteBackup.Check(path, manifest, cancellationToken);
        else
            PostgreSqlBackup.Check(path, cancellationToken);
    }
}
