using System.IO.Compression;
using System.Text;
using LiveChat.Domain.Common;
using LiveChat.Domain.Uploads;

namespace LiveChat.Infrastructure.Media.Formats;

/// <summary>An archive, or a document that is one. Its list of contents is read; nothing is unpacked but the small parts that say what a document is.</summary>
internal static class ZipContainer
{
    private const int MaxEntries = 10_000;
    private const int BufferSize = 64 * 1024;
    private const long MaxUnpackedSize = 1024L * 1024 * 1024;

    /// <summary>Programs that are archives: Java's and Android's.</summary>
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
            // Some programs of Windows write its own dividers, others begin with one.
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

    /// <summary>By their signatures, since the list is read into memory whole, and what it says of its own length is only a claim.</summary>
    private static int CountEntries(Stream content)
    {
        var signature = "PK\u0001\u0002"u8;
        var buffer = new byte[BufferSize];
        var (count, kept) = (0, 0);
        while (content.Read(buffer, kept, buffer.Length - kept) is var read and > 0)
        {
            var known = buffer.AsSpan(0, kept + read);
            count += known.Count(signature);
            // Half a signature may stand at the end; a whole one is not counted twice.
            kept = Math.Min(known.Length, signature.Length - 1);
            known[^kept..].CopyTo(buffer);
        }

        return count;
    }
}
