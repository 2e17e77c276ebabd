using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using NetVips;

namespace LiveChat.TestData;

/// <summary>Files as people send them, made here so that none has to be kept.</summary>
internal static class SampleFiles
{
    public static byte[] Jpeg(int width = 40, int height = 30) => Picture(width, height).JpegsaveBuffer(keep: Enums.ForeignKeep.None);

    public static byte[] Png(int width = 40, int height = 30) => Picture(width, height).PngsaveBuffer(keep: Enums.ForeignKeep.None);

    public static byte[] Gif(int frames = 1) => Moving(Enumerable.Range(0, frames).Select(i => Picture(20, 10) + (i * 20)), 10);

    /// <summary>Small as a file, and large where it is shown.</summary>
    public static byte[] FlatGif(int frames, int side) =>
        Moving(Enumerable.Range(0, frames).Select(i => Image.Black(side, side, bands: 3) + (i % 2 * 255)), side);

    /// <summary>Whose header makes room for more than its frame fills.</summary>
    public static byte[] GifOfScreen(int width, int height)
    {
        var gif = Gif();
        BinaryPrimitives.WriteUInt16LittleEndian(gif.AsSpan(6), (ushort)width);
        BinaryPrimitives.WriteUInt16LittleEndian(gif.AsSpan(8), (ushort)height);
        return gif;
    }

    public static byte[] WebP() => Picture(40, 30).WebpsaveBuffer(keep: Enums.ForeignKeep.None);

    /// <summary>An animation as stickers are.</summary>
    public static byte[] MovingWebP(int frames, int width = 20, int height = 10)
    {
        using var all = Image
            .Arrayjoin([.. Enumerable.Range(0, frames).Select(i => Picture(width, height) + (i * 20))], across: 1)
            .Cast(Enums.BandFormat.Uchar)
            .Copy(interpretation: Enums.Interpretation.Srgb);
        return all.Mutate(image => image.Set(GValue.GIntType, "page-height", height)).WebpsaveBuffer(keep: Enums.ForeignKeep.None);
    }

    /// <summary>The same picture with a chunk that tells something, and with the flag that says so.</summary>
    public static byte[] WithExif(byte[] webP, string text)
    {
        byte[] file =
        [
            .. webP,
            .. "EXIF"u8,
            .. BitConverter.GetBytes(text.Length),
            .. Encoding.ASCII.GetBytes(text),
            .. new byte[text.Length & 1],
        ];
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        file[20] |= 0x08;
        return file;
    }

    /// <summary>Lying on its side, with a place in its EXIF.</summary>
    public static byte[] JpegFromATelephone(int width = 40, int height = 30) => FromATelephone(width, height).JpegsaveBuffer();

    /// <inheritdoc cref="JpegFromATelephone"/>
    public static byte[] WebPFromATelephone(int width = 40, int height = 30) => FromATelephone(width, height).WebpsaveBuffer();

    /// <summary>A header that promises more than any memory holds.</summary>
    public static byte[] PngOfSize(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        return
        [
            .. (byte[])[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A],
            .. PngChunk("IHDR", header),
            .. PngChunk("IDAT", [0x78, 0x9C, 0x03, 0, 0, 0, 0, 1]),
            .. PngChunk("IEND", []),
        ];
    }

    public static byte[] PngChunk(string type, byte[] content)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. content];
        var chunk = new byte[body.Length + 8];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        body.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(body.Length + 4), Crc(body));
        return chunk;
    }

    public static byte[] Pdf() => Encoding.ASCII.GetBytes("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n");

    public static byte[] Zip(params (string Name, string Content)[] entries)
    {
        using var buffer = new MemoryStream();
        using (var archive = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var writer = new StreamWriter(archive.CreateEntry(name).Open());
                writer.Write(content);
            }
        }

        return buffer.ToArray();
    }

    public static byte[] Office(string mainPart, string type, params (string Name, string Content)[] others) =>
        Zip([
            (
                "[Content_Types].xml",
                $"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Override PartName=\"/{mainPart}\" ContentType=\"{type}\"/></Types>"
            ),
            (mainPart, "<x/>"),
            .. others,
        ]);

    public static byte[] Docx() =>
        Office("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml");

    public static byte[] Xlsx() => Office("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml");

    public static byte[] Pptx() =>
        Office("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml");

    /// <summary>A compound file whose directory has one stream.</summary>
    public static byte[] Compound(string streamName)
    {
        var file = new byte[512 * 3];
        ((byte[])[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(file, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(30), 9);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(48), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(512), 0xFFFFFFFD);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(516), 0xFFFFFFFE);
        Write(1024, "Root Entry");
        Write(1024 + 128, streamName);
        return file;

        void Write(int at, string name)
        {
            Encoding.Unicode.GetBytes(name, file.AsSpan(at));
            BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(at + 64), (ushort)((name.Length + 1) * 2));
        }
    }

    public static byte[] WebM(byte trackType = 2, string docType = "webm")
    {
        byte[] track = [0xAE, 0x83, 0x83, 0x81, trackType];
        byte[] tracks = [0x16, 0x54, 0xAE, 0x6B, (byte)(0x80 | track.Length), .. track];
        // Of unknown length, as a browser records.
        return
        [
            .. Ebml(docType),
            0x18,
            0x53,
            0x80,
            0x67,
            0x01,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            .. tracks,
            0x1F,
            0x43,
            0xB6,
            0x75,
            0x01,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xFF,
            0xE7,
            0x81,
            0x00,
        ];
    }

    public static byte[] Ebml(string docType) =>
        [
            0x1A,
            0x45,
            0xDF,
            0xA3,
            (byte)(0x80 | (docType.Length + 3)),
            0x42,
            0x82,
            (byte)(0x80 | docType.Length),
            .. Encoding.ASCII.GetBytes(docType),
        ];

    public static byte[] Ogg(string codec = "OpusHead") =>
        [.. "OggS\0"u8, 2, .. new byte[20], 1, 19, .. Encoding.Latin1.GetBytes(codec), .. new byte[19 - codec.Length]];

    public static byte[] Mp4(string brand = "M4A ", params string[] handlers) =>
        [
            .. Box("ftyp", [.. Encoding.ASCII.GetBytes(brand), 0, 0, 0, 0]),
            .. Box(
                "moov",
                [
                    .. handlers.SelectMany(h =>
                        Box("trak", Box("mdia", Box("hdlr", [.. new byte[8], .. Encoding.ASCII.GetBytes(h), .. new byte[12]])))
                    ),
                ]
            ),
            .. Box("mdat", new byte[32]),
        ];

    /// <summary>A real one, of AAC, as telephones save it.</summary>
    public static byte[] M4a() => Read("voice.m4a");

    /// <summary>A real one, of the brand that the recorders of many telephones write.</summary>
    public static byte[] M4aOfARecorder() => Read("voice-3gp4.m4a");

    /// <summary>As SheetJS writes it: its list of types names those of macros too, which no part has.</summary>
    public static byte[] XlsxOfSheetJs() => Read("sheetjs.xlsx");

    /// <summary>One that asks for a password, as Office keeps it: encrypted in a compound file.</summary>
    public static byte[] EncryptedXlsx() => Read("encrypted.xlsx");

    /// <summary>Two frames, and a text that names a SECRET PLACE.</summary>
    public static byte[] MovingPngWithText() => Read("moving-with-text.png");

    /// <summary>A real one, in fragments, as browsers record it.</summary>
    public static byte[] M4aInFragments() => Read("voice-in-fragments.m4a");

    public static byte[] Mp3() => [0xFF, 0xFB, 0x90, 0x00, .. new byte[413]];

    public static byte[] Wav()
    {
        byte[] sound = new byte[800];
        byte[] format = [.. "fmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0];
        byte[] body = [.. "WAVE"u8, .. format, .. "data"u8, .. BitConverter.GetBytes(sound.Length), .. sound];
        return [.. "RIFF"u8, .. BitConverter.GetBytes(body.Length), .. body];
    }

    private static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Data", name));

    private static byte[] Box(string type, byte[] content)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, content.Length + 8);
        return [.. length, .. Encoding.ASCII.GetBytes(type), .. content];
    }

    private static byte[] Moving(IEnumerable<Image> frames, int height)
    {
        using var all = Image
            .Arrayjoin([.. frames], across: 1)
            .Cast(Enums.BandFormat.Uchar)
            .Copy(interpretation: Enums.Interpretation.Srgb);
        return all.Mutate(image => image.Set(GValue.GIntType, "page-height", height)).GifsaveBuffer(keep: Enums.ForeignKeep.None);
    }

    private static Image FromATelephone(int width, int height) =>
        Picture(width, height)
            .Mutate(image =>
            {
                image.Set(GValue.GIntType, "orientation", 6);
                image.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "31/1 13/1 0/1");
                image.Set(GValue.GStrType, "exif-ifd0-ImageDescription", "SECRET PLACE");
            });

    private static Image Picture(int width, int height) =>
        (Image.Xyz(width, height).ExtractBand(0) * 3 % 256)
            .Bandjoin(128, 200)
            .Cast(Enums.BandFormat.Uchar)
            .Copy(interpretation: Enums.Interpretation.Srgb);

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
