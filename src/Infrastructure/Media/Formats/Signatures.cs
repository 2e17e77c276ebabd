using System.Buffers.Binary;

namespace LiveChat.Infrastructure.Media.Formats;

/// <summary>The kinds of files that a signature tells apart.</summary>
internal enum Signature
{
    None,
    Jpeg,
    Png,
    Gif,
    WebP,
    Pdf,
    Zip,
    Compound,
    Ebml,
    Ogg,
    Mp3,
    Mp4,
    Wav,
    Rtf,

    /// <summary>A program.</summary>
    Program,

    /// <summary>A known format that may not be uploaded.</summary>
    Other,
}

/// <summary>The signatures of the formats that may be uploaded, and of some that may not pass as text.</summary>
internal static class Signatures
{
    /// <summary>How many bytes are searched for the beginning of a PDF, as far as PDF readers search, or of an MP3.</summary>
    public const int HeadLength = 1024;

    /// <summary>How many bytes all other signatures need.</summary>
    private const int BeginningLength = 64;

    /// <summary>White space and the byte order mark of UTF-8.</summary>
    private static ReadOnlySpan<byte> Blank => [0x20, 0x09, 0x0A, 0x0C, 0x0D, 0xEF, 0xBB, 0xBF];

    /// <summary>
    /// Whether a PDF begins somewhere in the head. Mail programs, scanners and printers put bytes in front of it, which readers skip.
    /// </summary>
    public static bool HasPdf(ReadOnlySpan<byte> head) => head.IndexOf("%PDF-"u8) >= 0;

    /// <summary>Whether an MP3 begins behind zero bytes, which some recorders put in front of the first frame and players skip.</summary>
    public static bool HasMp3(ReadOnlySpan<byte> head) => IsMp3(head.TrimStart((byte)0));

    public static FileFormat? FormatOf(Signature signature) =>
        signature switch
        {
            Signature.Jpeg => FileFormat.Jpeg,
            Signature.Png => FileFormat.Png,
            Signature.Gif => FileFormat.Gif,
            Signature.WebP => FileFormat.WebP,
            Signature.Pdf => FileFormat.Pdf,
            Signature.Mp3 => FileFormat.Mp3,
            Signature.Wav => FileFormat.Wav,
            // Word opens RTF under the extension doc, and mail programs and old shop systems save it so.
            Signature.Rtf => FileFormat.Doc,
            _ => null,
        };

    public static Signature Of(ReadOnlySpan<byte> whole)
    {
        var head = whole[..Math.Min(whole.Length, BeginningLength)];
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return Signature.Jpeg;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            return Signature.Png;
        if (head.StartsWith("GIF87a"u8) || head.StartsWith("GIF89a"u8))
            return Signature.Gif;
        if (head.StartsWith("RIFF"u8) && head.Length >= 12)
            return head[8..].StartsWith("WEBP"u8) ? Signature.WebP
                : head[8..].StartsWith("WAVE"u8) ? Signature.Wav
                : Signature.Other;
        if (head.TrimStart(Blank).StartsWith("%PDF-"u8))
            return Signature.Pdf;
        if (head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8))
            return Signature.Zip;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return Signature.Compound;
        if (head.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]))
            return Signature.Ebml;
        if (head.StartsWith("OggS\0"u8))
            return Signature.Ogg;
        if (head.Length >= 12 && head[4..].StartsWith("ftyp"u8))
            return Signature.Mp4;
        if (IsMp3(head))
            return Signature.Mp3;
        if (head.StartsWith("{\\rtf"u8))
            return Signature.Rtf;
        return IsProgram(head) ? Signature.Program
            : IsOther(head) ? Signature.Other
            : Signature.None;
    }

    /// <summary>An ID3v2 tag, or the header of a frame of MPEG audio layer III.</summary>
    private static bool IsMp3(ReadOnlySpan<byte> head) =>
        (head.StartsWith("ID3"u8) && head.Length > 10 && head[3] is >= 2 and <= 4)
        || (
            head.Length >= 4
            && head[0] == 0xFF
            && (head[1] & 0xE6) == 0xE2
            && (head[1] & 0x18) != 0x08
            && (head[2] & 0xF0) is not (0 or 0xF0)
            && (head[2] & 0x0C) != 0x0C
        );

    private static bool IsProgram(ReadOnlySpan<byte> head)
    {
        if (
            head.StartsWith("\u007FELF"u8)
            || head.StartsWith("\0asm"u8)
            || head.StartsWith("#!"u8)
            || head.StartsWith("dex\n"u8)
            || head.StartsWith("!<arch>"u8)
        )
            return true;
        // "MZ" alone may begin a text, but the header of a program also has bytes that no text has.
        if (head.StartsWith("MZ"u8) && head.Contains((byte)0))
            return true;
        return head.Length >= 4
            && BinaryPrimitives.ReadUInt32BigEndian(head)
                is 0xFEEDFACE
                    or 0xFEEDFACF
                    or 0xCEFAEDFE
                    or 0xCFFAEDFE
                    or 0xCAFEBABE
                    or 0x4C000000;
    }

    private static bool IsOther(ReadOnlySpan<byte> head) =>
        head.StartsWith("%!PS"u8) || head.StartsWith("Rar!"u8) || head.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF]);
}
