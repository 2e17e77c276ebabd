using LiveChat.Infrastructure.Persistence;

namespace LiveChat.Infrastructure.Backups;

/// <summary>What an engine brings so that its database can be backed up and restored. All of it blocks the calling thread.</summary>
internal interface IDatabaseBackup
{
    /// <summary>Writes a consistent snapshot of the database into a file, while others go on writing into the database.</summary>
    /// <param name="file">Belongs to this process and is empty.</param>
    /// <param name="inSnapshot">Is called with a context that reads the same snapshot.</param>
    /// <exception cref="BackupException">It can't be made.</exception>
    void Snapshot(FileStream file, Action<LiveChatDbContext> inSnapshot, CancellationToken cancellationToken);

    /// <summary>Whether there is no database yet, or nothing in it.</summary>
    bool IsEmpty();

    /// <summary>The epoch of the database in place; null when there is none that can be read.</summary>
    string? FindEpoch();

    /// <summary>The place for a database that is unpacked, from which <see cref="Restore"/> takes it.</summary>
    string UnpackPath { get; }

    /// <summary>Puts a snapshot into the empty place: all of it, or nothing.</summary>
    /// <exception cref="BackupException">It can't be put there.</exception>
    void Restore(string file, RestoredInstallation installation, CancellationToken cancellationToken);
}

/// <summary>What a restored installation has of its own.</summary>
/// <param name="Epoch">See <see cref="IInstallationEpoch"/>.</param>
/// <param name="FileStoreId">See <see cref="Installation.FileStoreId"/>.</param>
/// <param name="SkippedIds">
/// So many ids of each table are not given again, because the installation that was backed up may have given them since.
/// </param>
internal sealed record RestoredInstallation(string Epoch, string FileStoreId, long SkippedIds)
{
    /// <summary>More than any installation gives in a second.</summary>
    private const long IdsPerSecond = 10_000;

    /// <summary>A day more than the time that has passed, because clocks of two machines may differ.</summary>
    public static long IdsSince(DateTimeOffset backup, DateTimeOffset now) =>
        (long)(Math.Max(0, (now - backup).TotalSeconds) + TimeSpan.FromDays(1).TotalSeconds) * IdsPerSecond;
}
