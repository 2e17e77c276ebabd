using System.Globalization;

namespace LiveChat.Infrastructure.Operations.Inspectors;

/// <summary>Whether there is a backup of last night.</summary>
internal sealed class BackupInspector(IBackupStatus backups) : IInspector
{
    public CheckKind Kind => CheckKind.Backup;

    public Task<IReadOnlyList<Finding>> InspectAsync(bool isThorough, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Finding>>([Look()]);

    private Finding Look() =>
        backups.Look() switch
        {
            null => new Finding(Kind, FindingStatus.Ok, "BackupNone"),
            { Failure: { } reason } => new Finding(Kind, FindingStatus.Fault, "BackupFailed", reason),
            { NewestAt: null } => new Finding(Kind, FindingStatus.Ok, "BackupComing"),
            { IsLate: true, NewestAt: { } newest } => new Finding(Kind, FindingStatus.Fault, "BackupLate", TimeOf(newest)),
            { NewestAt: { } newest } => new Finding(Kind, FindingStatus.Ok, "BackupMade", TimeOf(newest)),
        };

    private static string TimeOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
