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
            { IsLate: true, Age: { } age } => new Finding(Kind, FindingStatus.Fault, "BackupLate", HoursOf(age)),
            { Age: var age } => new Finding(Kind, FindingStatus.Ok, "BackupMade", HoursOf(age!.Value)),
        };

    private static string HoursOf(TimeSpan age) => age.TotalHours.ToString("0.0", CultureInfo.InvariantCulture);
}
