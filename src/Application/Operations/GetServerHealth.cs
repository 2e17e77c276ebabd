namespace LiveChat.Application.Operations;

/// <summary>The health of database, disk and hub, and everything else that an operator has to care for.</summary>
public sealed record GetServerHealthQuery(Actor Actor) : IRequest<Result<ServerHealthDto>>, IAdminRequest;

public sealed class GetServerHealthHandler(IServerHealth health, Diagnosis diagnosis)
    : IRequestHandler<GetServerHealthQuery, Result<ServerHealthDto>>
{
    public async Task<Result<ServerHealthDto>> Handle(GetServerHealthQuery request, CancellationToken cancellationToken)
    {
        var looking = health.LookAsync(cancellationToken);
        var findings = await diagnosis.RunAsync(isThorough: false, cancellationToken);
        return await looking with { Findings = [.. findings.Select(finding => finding.ToDto())] };
    }
}

/// <summary>The health of the server, in more detail than a probe needs.</summary>
/// <param name="Followers">What follows the event log at its own pace.</param>
/// <param name="Version">The version of the server.</param>
/// <param name="Runtime">The version of .NET, and the operating system.</param>
/// <param name="Warnings">Problems of the server's set-up, as sentences for its operator in the language of the request.</param>
public sealed record ServerHealthDto(
    string Version,
    string Runtime,
    DateTimeOffset StartedAt,
    DatabaseHealthDto Database,
    DiskHealthDto Disk,
    HubHealthDto Hub,
    IReadOnlyList<FollowerHealthDto> Followers,
    IReadOnlyList<string> Warnings
)
{
    /// <summary>What was found by looking at everything that an operator has to care for; by kind.</summary>
    public IReadOnlyList<FindingDto> Findings { get; init; } = [];

    /// <summary>Of the backups that are made by themselves; null when none is.</summary>
    public BackupHealthDto? Backup { get; init; }
}

/// <param name="Status">ok, read_only when nothing can be written to it, or unavailable.</param>
/// <param name="Engine">Name and version of the database engine.</param>
/// <param name="SizeBytes">The size of the database file.</param>
/// <param name="WalBytes">The size of the write-ahead log beside it.</param>
/// <param name="ResponseMs">How long a write and a read took just now, in milliseconds.</param>
public sealed record DatabaseHealthDto(string Status, string Engine, long SizeBytes, long WalBytes, double ResponseMs);

/// <param name="NewestAt">When the newest backup began; null when there is none yet.</param>
/// <param name="AgeSeconds">How long ago that was.</param>
/// <param name="IsLate">Whether the last one that was due is missing.</param>
/// <param name="Failure">Why the last try failed; null when it did not.</param>
public sealed record BackupHealthDto(DateTimeOffset? NewestAt, double? AgeSeconds, bool IsLate, string? Failure);

/// <summary>The disk that the database lies on.</summary>
/// <param name="Status">ok, or read_only when files can't be written beside the database or among the media.</param>
public sealed record DiskHealthDto(string Status, long FreeBytes, long TotalBytes);

/// <param name="Connections">The number of open connections.</param>
/// <param name="Users">The number of users with at least one connection.</param>
public sealed record HubHealthDto(int Connections, int Users);

/// <param name="Behind">About how many messages and other events it has still to follow.</param>
/// <param name="Failures">Since the server began.</param>
/// <param name="FailingSince">Since when it fails at the same event; null while all goes well.</param>
public sealed record FollowerHealthDto(string Name, long Behind, long Failures, DateTimeOffset? FailingSince);

/// <summary>Checks database, disk and hub.</summary>
public interface IServerHealth
{
    Task<ServerHealthDto> LookAsync(CancellationToken cancellationToken);
}
