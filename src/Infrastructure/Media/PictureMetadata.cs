using System.Buffers.Binary;
using LiveChat.Domain.Uploads;

namespace LiveChat.Infrastructure.Media;

/// <summary>
/// Whether a picture holds nothing but the picture. One that does is kept byte for byte; all others are written anew, which
/// leaves behind where and by whom they were taken, and whatever else was hidden in them.
/// </summary>
internal static class PictureMetadata
{
    private static readonly string[] PngChunks = ["IHDR", "PLTE", "IDAT", "tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "pHYs", "hIST", "cICP", "acTL", "fcTL", "fdAT"];
    private static readonly string[] WebPChunks = ["VP8 ", "VP8L", "VP8X", "ANIM", "ANMF", "ALPH", "ICCP"];
    private static readonly string[] GifExtensions = ["NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"];

    public static bool IsAbsentFrom(Stream content, FileFormat format)
    {
        var reader = new BinaryReader(content);
        try
        {
            return format == FileFormat.Jpeg ? IsCleanJpeg(reader)
                : format == FileFormat.Png ? IsCleanPng(reader)
                : format == FileFormat.Gif ? IsCleanGif(reader)
                : format == FileFormat.WebP && IsCleanWebP(reader);
        }
        catch (EndOfStreamException)
        {
            return false;
        }
    }

    private static bool IsCleanJpeg(BinaryReader reader)
    {
        var content = reader.BaseStream;
        content.Position = 2;
        while (true)
        {
            if (reader.ReadByte() != 0xFF)
                return false;
            var marker = reader.ReadByte();
            if (marker == 0xD9)
                return content.Position == content.Length;
            var length = BinaryPrimitives.ReverseEndianness(reader.ReadUInt16()) - 2;
            if (length < 0)
                return false;
            // Besides the tables and frames: JFIF without a thumbnail, the colour profile and Adobe's mark of how colours are meant.
            if (marker is (>= 0xE0 and <= 0xEF and not 0xE0 and not 0xE2 and not 0xEE) or 0xFE)
                return false;
            var segment = content.Position;
            if (marker == 0xE0 && (length != 14 || !reader.ReadBytes(5).AsSpan().SequenceEqual("JFIF\0"u8)))
                return false;
            if (marker == 0xE2 && !reader.ReadBytes(Math.Min(length, 11)).AsSpan().SequenceEqual("ICC_PROFILE"u8))
                return false;
            content.Position = segment + length;
            if (marker == 0xDA)
                LeapOverScan(reader);
        }
    }

    /// <summary>Pixels go on to the next marker, after which more may come. A 0 says that the byte before it is a pixel's, and restarts stand among them.</summary>
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

    private static bool IsCleanPng(BinaryReader reader)
    {
        var content = reader.BaseStream;
        content.Position = 8;
        while (true)
        {
            var length = BinaryPrimitives.ReverseEndianness(reader.ReadUInt32());
            var type = ReadName(reader, 4);
            content.Position += length + 4L;
            if (type == "IEND")
                return content.Position == content.Length;
            if (!PngChunks.Contains(type))
                return false;
        }
    }

    private static bool IsCleanWebP(BinaryReader reader)
    {
        var content = reader.BaseStream;
        content.Position = 4;
        if (reader.ReadUInt32() + 8L != content.Length)
            return false;
        content.Position = 12;
        while (content.Position < content.Length)
        {
            if (!WebPChunks.Contains(ReadName(reader, 4)))
                return false;
            var length = reader.ReadUInt32();
            content.Position += length + (length & 1);
        }

        return true;
    }

    private static bool IsCleanGif(BinaryReader reader)
    {
        var content = reader.BaseStream;
        content.Position = 10;
        var screen = reader.ReadByte();
        content.Position = 13 + ColoursOf(screen);
        while (true)
        {
            switch (reader.ReadByte())
            {
                case 0x3B:
                    return content.Position == content.Length;
                case 0x2C:
                    content.Position += 8;
                    var picture = reader.ReadByte();
                    content.Position += ColoursOf(picture) + 1;
                    break;
                case 0x21:
                    var label = reader.ReadByte();
                    var isKnown = label == 0xF9 || (label == 0xFF && reader.ReadByte() == 11 && GifExtensions.Contains(ReadName(reader, 11)));
                    if (!isKnown)
                        return false;
                    break;
                default:
                    return false;
            }

            while (reader.ReadByte() is var block and > 0)
                content.Position += block;
        }
    }

    private static int ColoursOf(byte flags) => (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);

    private static string ReadName(BinaryReader reader, int length) => System.Text.Encoding.Latin1.GetString(reader.ReadBytes(length));
}
