using System.Diagnostics;
using System.Globalization;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Operations.Inspectors;

/// <summary>
/// Whether the directories of database, files and keys have room, can be written, belong to this user alone, and keep what is synced.
/// </summary>
internal sealed class DiskInspector(IDatabaseEngine engine, MediaSettings media, DataDirectory data) : IInspector
{
    private const long Low = ByteSize.Giga;
    private const long VeryLow = 100 * ByteSize.Mega;

    /// <summary>How often something is synced; the middle one counts.</summary>
    private const int Syncs = 5;

    private const UnixFileMode OfOthers =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    /// <summary>Every message waits for a sync, so nobody can write faster than that.</summary>
    private static readonly TimeSpan SlowSync = TimeSpan.FromMilliseconds(100);

    private static readonly string[] InMemory = ["tmpfs", "ramfs"];

    /// <summary>SQLite's locks do not hold on these.</summary>
    private static readonly string[] OverNetwork = ["nfs", "nfs4", "cifs", "smb2", "smbfs", "9p", "fuse.sshfs"];

    public CheckKind Kind => CheckKind.Disk;

    public Task<IReadOnlyList<Finding>> InspectAsync(bool isThorough, CancellationToken cancellationToken)
    {
        string?[] all = [engine.Directory, data.Path, media.Directory];
        var directories = all.OfType<string>().Select(Path.TrimEndingDirectorySeparator).Distinct().ToList();
        List<Finding> findings = [];
        foreach (var directory in directories)
            findings.AddRange(LookAt(directory, cancellationToken));
        return Task.FromResult<IReadOnlyList<Finding>>(findings);
    }

    private IEnumerable<Finding> LookAt(string directory, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(directory))
        {
            yield return new Finding(Kind, FindingStatus.Ok, "DirectoryMissing", directory);
            yield break;
        }

        yield return OfSpace(directory);
        if (OfOwner(directory) is { } open)
            yield return open;
        var format = FormatOf(directory);
        if (InMemory.Contains(format))
            yield return new Finding(Kind, FindingStatus.Warning, "DiskInMemory", directory, format);
        else if (directory == engine.Directory && OverNetwork.Contains(format))
            yield return new Finding(Kind, FindingStatus.Warning, "DiskOverNetwork", directory, format);
        yield return OfSync(directory, cancellationToken);
    }

    /// <returns>The kind of file system, as the system's list of mounts calls it; empty where that list does not have it, as in a chroot.</returns>
    private static string FormatOf(string directory)
    {
        try
        {
            return new DriveInfo(directory).DriveFormat;
        }
        catch (DriveNotFoundException)
        {
            return "";
        }
    }

    private Finding OfSpace(string directory)
    {
        var drive = new DriveInfo(directory);
        var (free, status) = (drive.AvailableFreeSpace, FindingStatus.Ok);
        if (free < VeryLow)
            status = FindingStatus.Fault;
        else if (free < Low)
            status = FindingStatus.Warning;
        return new Finding(
            Kind,
            status,
            status == FindingStatus.Ok ? "DiskSpace" : "DiskLow",
            directory,
            ByteSize.Of(free),
            ByteSize.Of(drive.TotalSize)
        );
    }

    /// <summary>Files and keys of the server belong to its user alone; a directory that was there before may be open to others.</summary>
    private Finding? OfOwner(string directory)
    {
        // In a directory that nobody else may enter, the rights of its files do not matter.
        if (!IsOpen(directory))
            return null;
        return Directory.EnumerateFiles(directory).FirstOrDefault(IsOpen) is { } file
            ? new Finding(Kind, FindingStatus.Warning, "FileOpenToOthers", file)
            : new Finding(Kind, FindingStatus.Warning, "DirectoryOpenToOthers", directory);
    }

    private static bool IsOpen(string path) => !OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & OfOthers) != 0;

    private Finding OfSync(string directory, CancellationToken cancellationToken)
    {
        try
        {
            var times = new List<TimeSpan>();
            using var probe = PrivateFiles.Create(Path.Combine(directory, $".{Path.GetRandomFileName()}"), FileOptions.DeleteOnClose);
            for (var i = 0; i < Syncs; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var begun = Stopwatch.GetTimestamp();
                probe.Write(new byte[4096]);
                probe.Flush(flushToDisk: true);
                times.Add(Stopwatch.GetElapsedTime(begun));
            }

            times.Sort();
            var middle = times[Syncs / 2];
            return new Finding(
                Kind,
                middle > SlowSync ? FindingStatus.Warning : FindingStatus.Ok,
                middle > SlowSync ? "SyncSlow" : "SyncTime",
                directory,
                middle.TotalMilliseconds.ToString("0.##", CultureInfo.InvariantCulture)
            );
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
        {
            return new Finding(Kind, FindingStatus.Fault, "DirectoryNotWritable", directory, exception.Message.ReplaceLineEndings(" "));
        }
    }
}

/// <summary>The directory of keys, and of whatever else has no other place.</summary>
public sealed record DataDirectory(string Path);
