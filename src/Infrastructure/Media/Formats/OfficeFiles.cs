using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace LiveChat.Infrastructure.Media.Formats;

/// <summary>
/// A docx, xlsx or pptx (ECMA-376, part 2): an archive with a list of the content types of its parts. Types without a part are ignored,
/// because libraries list every type that they know, macros included.
/// </summary>
internal static class OfficePackage
{
    private const long MaxTypesLength = 256 * 1024;
    private const string Types = "[Content_Types].xml";
    private const string MacroProject = "vbaProject";

    /// <summary>
    /// The format by the type of the main part. Its name does not count: Office on the web writes <c>word/document2.xml</c>.
    /// </summary>
    private static readonly (FileFormat Format, string MainPart, string MainType)[] Documents =
    [
        (FileFormat.Docx, "word/document.xml", "wordprocessingml.document.main+xml"),
        (FileFormat.Xlsx, "xl/workbook.xml", "spreadsheetml.sheet.main+xml"),
        (FileFormat.Pptx, "ppt/presentation.xml", "presentationml.presentation.main+xml"),
    ];

    /// <param name="parts">The parts by name, with slashes as separators and none in front.</param>
    public static Result Inspect(IReadOnlyDictionary<string, ZipArchiveEntry> parts, FileFormat claimed)
    {
        if (
            Array.Find(Documents, d => d.Format == claimed) is not { MainPart: { } mainPart, MainType: { } mainType }
            || !parts.TryGetValue(Types, out var types)
        )
            return MediaErrors.ContentMismatch;
        var typeOf = ReadTypes(types, parts.Keys);
        if (parts.Keys.Any(name => IsMacro(name, typeOf.GetValueOrDefault(name) ?? "")))
            return MediaErrors.HasMacros;
        return parts.ContainsKey(mainPart) || typeOf.Values.Any(type => type.EndsWith(mainType, StringComparison.OrdinalIgnoreCase))
            ? Result.Success()
            : MediaErrors.ContentMismatch;
    }

    /// <summary>
    /// The types that mean macros: the macros themselves, an Excel 4 macro sheet, or a main part of a macro-enabled document.
    /// </summary>
    private static bool IsMacro(string name, string type) =>
        name.EndsWith($"{MacroProject}.bin", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("xl/macrosheets/", StringComparison.OrdinalIgnoreCase)
        || type.Contains(MacroProject, StringComparison.OrdinalIgnoreCase)
        || type.EndsWith("macrosheet+xml", StringComparison.OrdinalIgnoreCase)
        || (
            type.Contains("macroEnabled", StringComparison.OrdinalIgnoreCase)
            && type.EndsWith("main+xml", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>The content type of each part: its own, or else that of its extension.</summary>
    private static Dictionary<string, string> ReadTypes(ZipArchiveEntry entry, IEnumerable<string> names)
    {
        if (entry.Length > MaxTypesLength)
            throw new InvalidDataException("The list of types is longer than that of any document.");
        var (byExtension, byName) = (
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase),
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        );
        try
        {
            using var content = entry.Open();
            using var reader = XmlReader.Create(
                content,
                new XmlReaderSettings
                {
                    DtdProcessing = DtdProcessing.Prohibit,
                    XmlResolver = null,
                    MaxCharactersInDocument = MaxTypesLength,
                }
            );
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element || reader.GetAttribute("ContentType") is not { } type)
                    continue;
                if (reader.LocalName == "Override" && reader.GetAttribute("PartName") is { } name)
                    byName[Uri.UnescapeDataString(name.TrimStart('/'))] = type;
                else if (reader.LocalName == "Default" && reader.GetAttribute("Extension") is { } extension)
                    byExtension[extension] = type;
            }
        }
        catch (XmlException exception)
        {
            throw new InvalidDataException("The list of types is no XML.", exception);
        }

        return names
            .Select(name =>
                (name, Type: byName.GetValueOrDefault(name) ?? byExtension.GetValueOrDefault(name[(name.LastIndexOf('.') + 1)..]))
            )
            .Where(part => part.Type is not null)
            .ToDictionary(part => part.name, part => part.Type!, StringComparer.OrdinalIgnoreCase);
    }
}

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
            return MediaErrors.ArchiveTooLarge;
        content.Position = 0;
        using var archive = Open(content);
        if (archive is null)
            return claimed == FileFormat.Zip ? MediaErrors.ArchiveBroken : MediaErrors.ContentMismatch;
        var parts = new Dictionary<string, ZipArchiveEntry>(StringComparer.OrdinalIgnoreCase);
        var unpackedSize = 0L;
        foreach (var entry in archive.Entries)
        {
            // Some programs write backslashes as separators, others begin a name with one.
            parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
            unpackedSize += entry.Length;
            if (unpackedSize > MaxUnpackedSize)
                return MediaErrors.ArchiveTooLarge;
        }

        if (claimed == FileFormat.Zip)
            return Array.Exists(ProgramParts, parts.ContainsKey) ? MediaErrors.ProgramArchive : Result.Success();
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

/// <summary>
/// The container of doc, xls and ppt ([MS-CFB]), of installers, and of docx, xlsx and pptx that ask for a password ([MS-OFFCRYPTO]).
/// Its directory names the streams in it, by which they are told apart.
/// </summary>
internal static class CompoundFile
{
    private const int HeaderLength = 512;
    private const int EntryLength = 128;
    private const int MaxDirectorySectors = 4096;
    private const uint LastRegularSector = 0xFFFFFFFA;
    private const int DifatInHeader = 109;

    public static Result Inspect(Stream content, FileFormat claimed)
    {
        HashSet<string> names;
        try
        {
            names = ReadNames(content);
        }
        catch (Exception exception) when (exception is EndOfStreamException or InvalidDataException)
        {
            // The file is too damaged to tell its format; a file that can't be opened does no harm.
            return claimed == FileFormat.Doc || claimed == FileFormat.Xls || claimed == FileFormat.Ppt
                ? Result.Success()
                : MediaErrors.ContentMismatch;
        }

        string[] expected =
            claimed == FileFormat.Doc ? ["WordDocument"]
            : claimed == FileFormat.Xls ? ["Workbook", "Book"]
            : claimed == FileFormat.Ppt ? ["PowerPoint Document"]
            : [];
        // Of an encrypted document only the extension tells the format.
        if (claimed == FileFormat.Docx || claimed == FileFormat.Xlsx || claimed == FileFormat.Pptx)
            return names.Contains("EncryptionInfo") && names.Contains("EncryptedPackage") ? Result.Success() : MediaErrors.ContentMismatch;
        return expected.Any(names.Contains) ? Result.Success() : MediaErrors.ContentMismatch;
    }

    private static HashSet<string> ReadNames(Stream content)
    {
        var header = Read(content, 0, HeaderLength);
        var sectorShift = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(30));
        if (sectorShift is not (9 or 12))
            throw new InvalidDataException("The sectors have a length that none has.");
        var sectorLength = 1 << sectorShift;
        var names = new HashSet<string>(StringComparer.Ordinal);
        var sector = BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(48));
        for (var i = 0; i < MaxDirectorySectors && sector <= LastRegularSector; i++)
        {
            var entries = Read(content, (sector + 1L) * sectorLength, sectorLength);
            for (var at = 0; at < sectorLength; at += EntryLength)
            {
                var length = BinaryPrimitives.ReadUInt16LittleEndian(entries.AsSpan(at + 64));
                if (length is >= 2 and <= 64)
                    names.Add(Encoding.Unicode.GetString(entries, at, length - 2));
            }

            sector = NextSector(content, header, sector, sectorLength);
        }

        return names;
    }

    /// <summary>
    /// Looks up the chain in the sector table (FAT), whose own sectors are listed in the header and in further DIFAT sectors.
    /// </summary>
    private static uint NextSector(Stream content, byte[] header, uint sector, int sectorLength)
    {
        var perTable = (uint)sectorLength / 4;
        var table = sector / perTable;
        var tableSector =
            table < DifatInHeader
                ? BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(76 + ((int)table * 4)))
                : TableSector(content, BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(68)), table - DifatInHeader, sectorLength);
        return BinaryPrimitives.ReadUInt32LittleEndian(Read(content, ((tableSector + 1L) * sectorLength) + (sector % perTable * 4), 4));
    }

    /// <param name="sector">A sector of that list, whose last entry names the next one.</param>
    private static uint TableSector(Stream content, uint sector, uint table, int sectorLength)
    {
        var perSector = ((uint)sectorLength / 4) - 1;
        for (var i = 0; i < MaxDirectorySectors && sector <= LastRegularSector; i++, table -= perSector)
        {
            var at = (sector + 1L) * sectorLength;
            if (table < perSector)
                return BinaryPrimitives.ReadUInt32LittleEndian(Read(content, at + (table * 4), 4));
            sector = BinaryPrimitives.ReadUInt32LittleEndian(Read(content, at + (perSector * 4), 4));
        }

        throw new InvalidDataException("The table of sectors is shorter than the file.");
    }

    private static byte[] Read(Stream content, long position, int length)
    {
        var bytes = new byte[length];
        content.Position = position;
        content.ReadExactly(bytes);
        return bytes;
    }
}
