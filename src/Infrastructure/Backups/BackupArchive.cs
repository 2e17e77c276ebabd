using System.IO.Compression;
using System.Security.Cryptography;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Backups;

/// <summary>
/// Writes an archive beside its final name, and gives it that name only when it is whole and on disk, so that an unfinished one is never
/// taken for a finished one.
/// </summary>
internal sealed class BackupArchive : IDisposable
{
    /// <summary>What stands behind an archive, with the hash of its manifest: nothing in it can be changed without another.</summary>
    public const string CommentPrefix = "LiveChat backup, SHA-256 of manifest.json: ";

    private const string Unfinished = ".unfinished";

    private readonly string _target;
    private readonly string _path;
    private readonly Pace _pace;
    private readonly FileStream _file;
    private readonly ZipArchive _zip;
    private readonly List<BackupEntry> _entries = [];
    private bool _isFinished;

    /// <param name="target">The file to make, which must not exist.</param>
    /// <exception cref="BackupException">It exists, is being made by another process, or can't be written.</exception>
    public BackupArchive(string target, Pace pace)
    {
        (_target, _path, _pace) = (target, UnfinishedOf(target), pace);
        if (File.Exists(target))
            throw new BackupException($"{target} exists already. Choose another name, or remove it.");
        _file = OpenUnfinished(_path);
        _zip = new ZipArchive(new PacedStream(_file, pace), ZipArchiveMode.Create, leaveOpen: true);
    }

    public IReadOnlyList<BackupEntry> Entries => _entries;

    public static string UnfinishedOf(string target) => target + Unfinished;

    /// <summary>A file of this process alone; what an earlier one left behind under that name is overwritten.</summary>
    /// <exception cref="BackupException">Another process is at work on it, or it can't be written.</exception>
    public static FileStream OpenUnfinished(string path)
    {
        try
        {
            var file = PrivateFiles.OpenAlone(path);
            file.SetLength(0);
            return file;
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
        {
            throw new BackupException(
                $"{path} can't be written ({exception.Message.ReplaceLineEndings(" ")}). Check that the directory exists, "
                    + "that this user may write there, and that no other backup to the same place is running."
            );
        }
    }

    public void Add(string name, Stream content, CompressionLevel compression)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long size = 0;
        using (var entry = _zip.CreateEntry(name, compression).Open())
        {
            var buffer = new byte[Pace.StepBytes];
            for (int read; (read = content.Read(buffer)) > 0; size += read)
            {
                _pace.Check();
                hash.AppendData(buffer, 0, read);
                entry.Write(buffer, 0, read);
            }
        }

        _entries.Add(new BackupEntry(name, size, Convert.ToHexStringLower(hash.GetHashAndReset())));
    }

    /// <summary>Writes the manifest, waits for the disk, and gives the archive its name.</summary>
    public long Finish(BackupManifest manifest)
    {
        var bytes = manifest.ToBytes();
        using (var entry = _zip.CreateEntry(BackupManifest.EntryName, CompressionLevel.Fastest).Open())
            entry.Write(bytes);
        _zip.Comment = CommentPrefix + Convert.ToHexStringLower(SHA256.HashData(bytes));
        _zip.Dispose();
        _file.Flush(flushToDisk: true);
        var size = _file.Length;
        _file.Dispose();
        // A file that was made there meanwhile is not overwritten.
        File.Move(_path, _target);
        _isFinished = true;
        PrivateFiles.FlushDirectory(Path.GetDirectoryName(_target)!);
        return size;
    }

    public void Dispose()
    {
        if (_isFinished)
            return;
        try
        {
            _zip.Dispose();
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception) || exception is InvalidOperationException)
        {
            // What failed to be written fails again here.
        }

        _file.Dispose();
        File.Delete(_path);
    }
}
