namespace LiveChat.Application.Operations;

/// <summary>How the server is, in more detail than a probe needs.</summary>
/// <param name="Version">Of the server.</param>
/// <param name="Runtime">The .NET that runs it, and the system.</param>
public sealed record ServerHealthDto(string Version, string Runtime, DateTimeOffset StartedAt, DatabaseHealthDto Database, DiskHealthDto Disk, HubHealthDto Hub);

/// <param name="Status">ok or unavailable.</param>
/// <param name="Engine">Its name and version.</param>
/// <param name="SizeBytes">Of the database file.</param>
/// <param name="WalBytes">Of the write-ahead log beside it.</param>
/// <param name="ResponseMs">How long it took to answer just now, in milliseconds.</param>
public sealed record DatabaseHealthDto(string Status, string Engine, long SizeBytes, long WalBytes, double ResponseMs);

/// <summary>The disk that the database lies on.</summary>
public sealed record DiskHealthDto(long FreeBytes, long TotalBytes);

/// <param name="Connections">Open ones.</param>
/// <param name="Users">People who have at least one.</param>
public sealed record HubHealthDto(int Connections, int Users);
