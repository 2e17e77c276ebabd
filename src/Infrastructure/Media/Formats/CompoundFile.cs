using System.Buffers.Binary;
using System.Text;

namespace LiveChat.Infrastructure.Media.Formats;

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
