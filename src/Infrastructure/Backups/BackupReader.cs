using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Backups;

/// <summary>An archive that was opened and whose list of contents fits its manifest. Contents are checked as they are read.</summary>
internal sealed class BackupReader : IDisposable
{
    /// <summary>A manifest has about 150 bytes for each file.</summary>
    private const long MaxManifestBytes = 1L << 31;

    private readonly ZipArchive _zip;
    private readonly string _path;

    private BackupReader(string path, ZipArchive zip, BackupManifest manifest) => (_path, _zip, Manifest) = (path, zip, manifest);

    public BackupManifest Manifest { get; }

    /// <exception cref="BackupException">It is no backup, is unfinished or damaged, or has what no backup has.</exception>
    public static BackupReader Open(string path)
    {
        ZipArchive? zip = null;
        try
        {
            if (path.EndsWith(BackupArchive.UnfinishedOf(""), StringComparison.Ordinal))
                throw new BackupException($"{path} is a backup that was not finished. Choose one that was.");
            zip = new ZipArchive(File.OpenRead(path), ZipArchiveMode.Read);
            var manifest = ReadManifest(path, zip);
            CheckList(path, zip, manifest);
            return new BackupReader(path, zip, manifest);
        }
        catch (Exception exception)
        {
            zip?.Dispose();
            throw exception switch
            {
                FileNotFoundException or DirectoryNotFoundException => new BackupException($"There is no file {path}."),
                InvalidDataException or JsonException or EndOfStreamException => Damaged(
                    path,
                    "its end or its manifest is missing or can't be read"
                ),
                BackupException => exception,
                _ when PrivateFiles.IsOfDisk(exception) => new BackupException(
                    $"{path} can't be read ({exception.Message.ReplaceLineEndings(" ")})."
                ),
                _ => exception,
            };
        }
    }

    /// <summary>Copies the content of an entry, and checks it against its size and hash on the way.</summary>
    /// <exception cref="BackupException">It is another content than the one that was backed up.</exception>
    public void CopyTo(BackupEntry entry, Stream target, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var left = entry.Size;
        try
        {
            using var content = _zip.GetEntry(entry.Name)!.Open();
            var buffer = new byte[Pace.StepBytes];
            for (int read; (read = content.Read(buffer)) > 0; left -= read)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (read > left)
                    break;
                hash.AppendData(buffer, 0, read);
                target.Write(buffer, 0, read);
            }
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw Damaged(_path, $"{entry.Name} can't be unpacked");
        }

        if (left != 0 || Convert.ToHexStringLower(hash.GetHashAndReset()) != entry.Sha256)
            throw Damaged(_path, $"{entry.Name} is not what was backed up");
    }

    public void Dispose() => _zip.Dispose();

    private static BackupManifest ReadManifest(string path, ZipArchive zip)
    {
        if (zip.GetEntry(BackupManifest.EntryName) is not { Length: <= MaxManifestBytes } entry)
            throw new BackupException($"{path} is no backup of LiveChat: it has no {BackupManifest.EntryName}.");
        using var bytes = new MemoryStream();
        using (var content = entry.Open())
            content.CopyTo(bytes);
        if (zip.Comment != BackupArchive.CommentPrefix + Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray())))
            throw Damaged(path, $"its {BackupManifest.EntryName} is not the one that was written");
        var manifest = BackupManifest.Read(bytes.ToArray());
        return manifest.Format == BackupManifest.CurrentFormat
            ? manifest
            : throw new BackupException(
                $"{path} was made by another version of LiveChat ({manifest.ProductVersion}) in a form that this one does not read. Use that version."
            );
    }

    /// <summary>The archive and its manifest name the same, each once, and nothing that could be written to a place of its own choice.</summary>
    private static void CheckList(string path, ZipArchive zip, BackupManifest manifest)
    {
        var known = new HashSet<string>(StringComparer.Ordinal) { BackupManifest.EntryName };
        foreach (var entry in manifest.Entries)
        {
            if (entry.FilePath is null && entry.Name != DatabaseEntry(manifest.Provider))
                throw Damaged(path, $"it names {Shown(entry.Name)}, which belongs into no backup");
            if (!known.Add(entry.Name))
                throw Damaged(path, $"it names {Shown(entry.Name)} twice");
        }

        if (!known.Contains(DatabaseEntry(manifest.Provider)))
            throw Damaged(path, "it has no database");
        foreach (var entry in zip.Entries)
        {
            if (!known.Remove(entry.FullName))
                throw Damaged(path, $"it holds {Shown(entry.FullName)}, which its manifest does not name");
        }

        if (known.FirstOrDefault() is { } missing)
            throw Damaged(path, $"{Shown(missing)} is missing");
    }

    public static string DatabaseEntry(DatabaseProvider provider) =>
        provider == DatabaseProvider.Sqlite ? "database.sqlite" : "database.dump";

    private static string Shown(string name) => $"'{string.Concat(name.Take(200).Select(c => char.IsControl(c) ? '?' : c))}'";

    private static BackupException Damaged(string path, string what) =>
        new($"{path} is damaged or was changed: {what}. Use another backup.");
}
