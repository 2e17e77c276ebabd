namespace LiveChat.Application.Operations;

/// <summary>How the backups do that are made by themselves.</summary>
/// <param name="NewestAt">When the newest finished one began; null when there is none.</param>
/// <param name="Age">How long ago that was: what has happened since would be lost.</param>
/// <param name="IsLate">Whether the last one that was due is missing.</param>
/// <param name="Failure">Why the last try failed, on this server; null when it did not.</param>
public sealed record BackupStatus(DateTimeOffset? NewestAt, TimeSpan? Age, bool IsLate, string? Failure);

/// <summary>Tells how the backups do.</summary>
public interface IBackupStatus
{
    /// <returns>Null when none is made by itself.</returns>
    BackupStatus? Look();
}
