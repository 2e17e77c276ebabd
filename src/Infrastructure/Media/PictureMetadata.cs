using System.Buffers.Binary;
using System.Text;

namespace LiveChat.Infrastructure.Media;

/// <summary>
/// Removes metadata from a picture: where and by whom it was taken, and anything else hidden in it. Only the parts that make the picture
/// are copied, byte for byte; nothing is decoded, so neither quality nor frames are lost.
/// </summary>
internal static class PictureMetadata
{
    private static readonly string[] PngChunks =
    [
        "IHDR",
        "PLTE",
        "IDAT",
        "tRNS",
        "gAMA",
        "cHRM",
        "sRGB",
        "iCCP",
        "sBIT",
        "bKGD",
        "pHYs",
        "hIST",
        "cICP",
        "acTL",
        "fcTL",
        "fdAT",
    ];
    private static readonly string[] WebPChunks = ["VP8 ", "VP8L", "VP8X", "ANIM", "ANMF", "ALPH", "ICCP"];
    private static readonly string[] GifExtensions = ["NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"];

    private const int RiffHeaderLength = 12;

    /// <summary>
    /// The offset of the flags of an extended WebP picture: behind the header and the name and length of the first chunk.
    /// </summary>
    private const int WebPFlags = 20;

    /// <summary>The flags for EXIF and XMP.</summary>
    private const byte WebPMetadataFlags = 0x0C;

    /// <summary>Whether a file is a whole picture without metadata and without bytes behind its end.</summary>
    public static bool IsAbsentFrom(Stream content, FileFormat format) =>
        FindPicture(content, format) is [(0, var end)]
        && end == content.Length
        && !(
            format == FileFormat.WebP
            && content.Length > WebPFlags
            && (ReadAt(content, WebPFlags) & WebPMetadataFlags) != 0
            && IsExtended(content)
        )
        && !(format == FileFormat.WebP && RiffLength(content) != content.Length);

    /// <summary>Copies a picture without its metadata.</summary>
    /// <returns>False when the picture's structure can't be read; a part of it may have been written then.</returns>
    public static bool TryCopyWithout(Stream content, FileFormat format, Stream target)
    {
        if (FindPicture(content, format) is not { } parts)
            return false;
        foreach (var (start, end) in parts)
            CopyRange(content, start, end, target);
        if (format == FileFormat.WebP)
            MendWebP(target);
        return true;
    }

    /// <summary>The byte ranges that make the picture, as few as possible; null when its structure can't be read.</summary>
    private static List<(long Start, long End)>? FindPicture(Stream content, FileFormat format)
    {
        var parts = new List<(long Start, long End)>();
        content.Position = 0;
        using var reader = new BinaryReader(content, Encoding.Latin1, leaveOpen: true);
        try
        {
            var isWhole =
                format == FileFormat.Jpeg ? FindJpeg(reader, Keep)
                : format == FileFormat.Png ? FindPng(reader, Keep)
                : format == FileFormat.Gif ? FindGif(reader, Keep)
                : format == FileFormat.WebP && FindWebP(reader, Keep);
            return isWhole && parts.Count > 0 && parts[^1].End <= content.Length ? parts : null;
        }
        catch (EndOfStreamException)
        {
            return null;
        }

        void Keep(long start, long end)
        {
            if (parts.Count > 0 && parts[^1].End == start)
                parts[^1] = (parts[^1].Start, end);
            else
                parts.Add((start, end));
        }
    }

    private static bool FindJpeg(BinaryReader reader, Action<long, long> keep)
    {
        var content = reader.BaseStream;
        content.Position = 2;
        keep(0, 2);
        while (true)
        {
            var start = content.Position;
            if (reader.ReadByte() != 0xFF)
                return false;
            var marker = reader.ReadByte();
            if (marker == 0xD9)
            {
                keep(start, content.Position);
                return true;
            }

            var length = BinaryPrimitives.ReverseEndianness(reader.ReadUInt16()) - 2;
            if (length < 0)
                return false;
            var segment = content.Position;
            // Kept besides tables and frames are JFIF without a thumbnail, the colour profile, and Adobe's marker of the colour transform.
            var isPicture = marker switch
            {
                0xE0 => length == 14 && reader.ReadBytes(5).AsSpan().SequenceEqual("JFIF\0"u8),
                0xE2 => reader.ReadBytes(Math.Min(length, 11)).AsSpan().SequenceEqual("ICC_PROFILE"u8),
                0xEE => true,
                >= 0xE0 and <= 0xEF or 0xFE => false,
                _ => true,
            };
            content.Position = segment + length;
            if (marker == 0xDA)
                LeapOverScan(reader);
            if (isPicture)
                keep(start, content.Position);
        }
    }

    /// <summary>
    /// Skips the entropy-coded data up to the next marker. A 0xFF followed by 0 is data, and restart markers belong to it.
    /// </summary>
    private static void LeapOverScan(BinaryReader reader)
    {
        while (true)
        {
            if (reader.ReadByte() != 0xFF || reader.ReadByte() is 0 or (>= 0xD0 and <= 0xD7))
                continue;
            reader.BaseStream.Position -= 2;
            return;
        }
    }

    private static bool FindPng(BinaryReader reader, Action<long, long> keep)
    {
        var content = reader.BaseStream;
        content.Position = 8;
        keep(0, 8);
        while (true)
        {
            var start = content.Position;
            var length = BinaryPrimitives.ReverseEndianness(reader.ReadUInt32());
            var type = ReadName(reader, 4);
            content.Position += length + 4L;
            var isEnd = type == "IEND";
            if (isEnd || PngChunks.Contains(type))
                keep(start, content.Position);
            if (isEnd)
                return true;
        }
    }

    private static bool FindWebP(BinaryReader reader, Action<long, long> keep)
    {
        var content = reader.BaseStream;
        content.Position = 4;
        var end = reader.ReadUInt32() + 8L;
        if (end > content.Length || end < RiffHeaderLength)
            return false;
        keep(0, RiffHeaderLength);
        content.Position = RiffHeaderLength;
        while (content.Position < end)
        {
            var start = content.Position;
            var name = ReadName(reader, 4);
            var length = reader.ReadUInt32();
            content.Position += length + (length & 1);
            if (content.Position > end)
                return false;
            if (WebPChunks.Contains(name))
                keep(start, content.Position);
        }

        return true;
    }

    private static bool FindGif(BinaryReader reader, Action<long, long> keep)
    {
        var content = reader.BaseStream;
        content.Position = 10;
        var screen = reader.ReadByte();
        content.Position = 13 + ColoursOf(screen);
        keep(0, content.Position);
        while (true)
        {
            var (start, isPicture) = (content.Position, true);
            switch (reader.ReadByte())
            {
                case 0x3B:
                    keep(start, content.Position);
                    return true;
                case 0x2C:
                    content.Position += 8;
                    var picture = reader.ReadByte();
                    content.Position += ColoursOf(picture) + 1;
                    break;
                case 0x21:
                    var label = reader.ReadByte();
                    var blocks = content.Position;
                    isPicture = label == 0xF9 || (label == 0xFF && reader.ReadByte() == 11 && GifExtensions.Contains(ReadName(reader, 11)));
                    content.Position = blocks;
                    break;
                default:
                    return false;
            }

            while (reader.ReadByte() is var block and > 0)
                content.Position += block;
            if (isPicture)
                keep(start, content.Position);
        }
    }

    private static int ColoursOf(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static string ReadName(BinaryReader reader, int length)
    {
        var bytes = reader.ReadBytes(length);
        return bytes.Length == length ? Encoding.Latin1.GetString(bytes) : throw new EndOfStreamException();
    }

    private static void CopyRange(Stream content, long start, long end, Stream target)
    {
        var buffer = new byte[64 * 1024];
        content.Position = start;
        for (var rest = end - start; rest > 0; )
        {
            var read = content.Read(buffer, 0, (int)Math.Min(buffer.Length, rest));
            if (read == 0)
                throw new EndOfStreamException();
            target.Write(buffer, 0, read);
            rest -= read;
        }
    }

    /// <summary>The header, with the new length of the file, and with flags for the parts that remain.</summary>
    private static void MendWebP(Stream target)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(length, (uint)(target.Length - 8));
        target.Position = 4;
        target.Write(length);
        if (!IsExtended(target))
            return;
        var flags = ReadAt(target, WebPFlags);
        target.Position = WebPFlags;
        target.WriteByte((byte)(flags & ~WebPMetadataFlags));
    }

    private static bool IsExtended(Stream content)
    {
        Span<byte> name = stackalloc byte[4];
        content.Position = RiffHeaderLength;
        return content.ReadAtLeast(name, 4, throwOnEndOfStream: false) == 4 && name.SequenceEqual("VP8X"u8);
    }

    private static long RiffLength(Stream content)
    {
        Span<byte> length = stackalloc byte[4];
        content.Position = 4;
        content.ReadExactly(length);
        return BinaryPrimitives.ReadUInt32LittleEndian(length) + 8L;
    }

    private static byte ReadAt(Stream content, long position)
    {
        content.Position = position;
        return (byte)content.ReadByte();
    }
}
