using System.IO.Compression;
using System.Text;
using LiveChat.Domain.Common;
using LiveChat.Domain.Uploads;

namespace LiveChat.Infrastructure.Media.Formats;

/// <summary>An archive, or a document that is one. Its list of contents is read; nothing is unpacked but the small part that says what a document is.</summary>
internal static class ZipContainer
{
    private const int MaxEntries = 10_000;
    private const int BufferSize = 64 * 1024;
    private const long MaxUnpackedSize = 1024L * 1024 * 1024;
    private const int MaxTypesSize = 256 * 1024;
    private const string Types = "[Content_Types].xml";

    /// <summary>The main part has its name by habit; Office on the web writes <c>word/document2.xml</c>. Its type is what counts.</summary>
    private static readonly (FileFormat Format, string MainPart, string MainType)[] Documents =
    [
        (FileFormat.Docx, "word/document.xml", "wordprocessingml.document.main+xml"),
        (FileFormat.Xlsx, "xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
        (FileFormat.Pptx, "ppt/presentation.xml", "presentationml.presentation.main+xml"),
    ];

    /// <summary>Programs that are archives: Java's and Android's.</summary>
    private static readonly string[] ProgramParts = ["META-INF/MANIFEST.MF", "AndroidManifest.xml", "classes.dex"];

    public static Result Inspect(Stream content, FileFormat claimed)
    {
        if (CountEntries(content) > MaxEntries)
            return UploadErrors.ContentMismatch;
        content.Position = 0;
        using var archive = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var unpackedSize = 0L;
        foreach (var entry in archive.Entries)
        {
            names.Add(entry.FullName);
            unpackedSize += entry.Length;
            if (unpackedSize > MaxUnpackedSize)
                return UploadErrors.ContentMismatch;
        }

        if (claimed == FileFormat.Zip)
            return Array.Exists(ProgramParts, names.Contains) ? UploadErrors.ActiveContent : Result.Success();
        if (Array.Find(Documents, d => d.Format == claimed) is not { MainPart: { } mainPart, MainType: { } mainType } || !names.Contains(Types))
            return UploadErrors.ContentMismatch;
        var types = ReadTypes(archive);
        if (!names.Contains(mainPart) && !types.Contains(mainType, StringComparison.OrdinalIgnoreCase))
            return UploadErrors.ContentMismatch;
        var hasMacros = names.Any(n => n.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)) || types.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase);
        return hasMacros ? UploadErrors.ActiveContent : Result.Success();
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

    private static string ReadTypes(ZipArchive archive)
    {
        using var types = archive.GetEntry(Types)!.Open();
        var text = new byte[MaxTypesSize];
        var length = types.ReadAtLeast(text, text.Length, throwOnEndOfStream: false);
        return length < text.Length ? Encoding.UTF8.GetString(text, 0, length) : throw new InvalidDataException("The list of types is longer than that of any document.");
    }
}
