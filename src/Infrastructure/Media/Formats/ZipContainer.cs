using System.IO.Compression;
using System.Text;
using LiveChat.Domain.Common;
using LiveChat.Domain.Uploads;

namespace LiveChat.Infrastructure.Media.Formats;

/// <summary>
/// An archive, or a document in an archive. Its list of contents is read; only the small parts that tell the type of a document are
/// unpacked.
/// </summary>
internal static class ZipContainer
{
    private const int MaxEntries = 10_000;
    private const int BufferSize = 64 * 1024;
    private const long MaxUnpackedSize = 1024L * 1024 * 1024;

    /// <summary>The entries that mark programs of Java and Android.</summary>
    private static readonly string[] ProgramParts = ["META-INF/MANIFEST.MF", "AndroidManifest.xml", "classes.dex"];

    public static Result Inspect(Stream content, FileFormat claimed)
    {
        if (CountEntries(content) > MaxEntries)
            return UploadErrors.ArchiveTooLarge;
        content.Position = 0;
        using var archive = Open(content);
        if (archive is null)
            return claimed == FileFormat.Zip ? UploadErrors.ArchiveBroken : UploadErrors.ContentMismatch;
        var parts = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
        var unpackedSize = 0L;
        foreach (var entry in archive.Entries)
        {
            // Some programs write backslashes as separators, others begin a name with one.
            parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
            unpackedSize += entry.Length;
            if (unpackedSize > MaxUnpackedSize)
                return UploadErrors.ArchiveTooLarge;
        }

        if (claimed == FileFormat.Zip)
            return Array.Exists(ProgramParts, parts.ContainsKey) ? UploadErrors.ProgramArchive : Result.Success();
        return OfficePackage.Inspect(parts, claimed);
    }

    private static ZipArchive? Open(Stream content)
    {
        try
        {
            var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8);
            _ = archive.Entries;
            return archive;
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>
    /// Counts the entries by their signatures before the whole list is read into memory, because the declared number may be false.
    /// </summary>
    private static int CountEntries(Stream content)
    {
        var signature = "PK\u0001\u0002"u8;
        var buffer = new byte[BufferSize];
        var (count, kept) = (0, 0);
        while (content.Read(buffer, kept, buffer.Length - kept) is var read and > 0)
        {
            var known = buffer.AsSpan(0, kept + read);
            count += known.Count(signature);
            // The end of a buffer may hold a part of a signature, which is kept for the next; a whole one is not counted twice.
            kept = Math.Min(known.Length, signature.Length - 1);
            known[^kept..].CopyTo(buffer);
        }

        return count;
    }
}
