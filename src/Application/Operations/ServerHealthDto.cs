namespace LiveChat.Application.Operations;

/// <summary>How the server is, in more detail than a probe needs.</summary>
/// <param name="Version">Of the server.</param>
/// <param name="Runtime">The .NET that runs it, and the system.</param>
/// <param name="Warnings">What is amiss with how the server is set up: sentences for its operator, in the language of the request.</param>
public sealed record ServerHealthDto(
    string Version, string Runtime, DateTimeOffset StartedAt, DatabaseHealthDto Database, DiskHealthDto Disk, HubHealthDto Hub, IReadOnlyList<string> Warnings);

/// <param name="Status">ok, read_only when nothing can be written to it, or unavailable.</param>
/// <param name="Engine">Its name and version.</param>
/// <param name="SizeBytes">Of the database file.</param>
/// <param name="WalBytes">Of the write-ahead log beside it.</param>
/// <param name="ResponseMs">How long it took just now to write and to answer, in milliseconds.</param>
public sealed record DatabaseHealthDto(string Status, string Engine, long SizeBytes, long WalBytes, double ResponseMs);

/// <summary>The disk that the database lies on.</summary>
/// <param name="Status">ok, or read_only when files can't be written beside the database or among the media.</param>
public sealed record DiskHealthDto(string Status, long FreeBytes, long TotalBytes);

/// <param name="Connections">Open ones.</param>
/// <param name="Users">People who have at least one.</param>
public sealed record HubHealthDto(int Connections, int Users);
