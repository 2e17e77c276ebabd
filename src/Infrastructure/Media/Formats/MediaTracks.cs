using System.Buffers.Binary;

namespace LiveChat.Infrastructure.Media.Formats;

/// <summary>
/// The tracks of an MPEG-4 file (ISO/IEC 14496-12), which consists of nested boxes. Boxes that lead to the tracks' handlers are read, all
/// others are skipped.
/// </summary>
internal static class Mp4Tracks
{
    private static readonly string[] WalkedInto = ["moov", "trak", "mdia"];

    /// <summary>The most boxes to read. An hour in fragments of a second has some 20,000.</summary>
    private const int MaxBoxes = 200_000;

    public static Result Inspect(Stream content)
    {
        var header = new byte[16];
        var (hasSound, hasTracks, isOfAudio) = (false, false, false);
        for (var boxes = 0; content.Length - content.Position >= 8; boxes++)
        {
            if (boxes > MaxBoxes)
                return MediaErrors.ContentMismatch;
            var start = content.Position;
            content.ReadExactly(header, 0, 8);
            var type = System.Text.Encoding.Latin1.GetString(header, 4, 4);
            var length = (ulong)BinaryPrimitives.ReadUInt32BigEndian(header);
            if (length == 1)
            {
                content.ReadExactly(header, 0, 8);
                length = BinaryPrimitives.ReadUInt64BigEndian(header);
            }

            if (length != 0 && length < (ulong)(content.Position - start))
                return MediaErrors.ContentMismatch;
            if (WalkedInto.Contains(type))
            {
                hasTracks = true;
                continue;
            }

            if (type == "hdlr")
            {
                // The fields are version and flags, an unused one, and the handler of the track.
                content.ReadExactly(header, 0, 12);
                var handler = System.Text.Encoding.Latin1.GetString(header, 8, 4);
                if (handler is "vide" or "pict" or "auxv")
                    return MediaErrors.HasVideo;
                hasSound |= handler == "soun";
            }
            else if (type == "ftyp")
            {
                content.ReadExactly(header, 0, 4);
                isOfAudio = IsOfAudio(System.Text.Encoding.Latin1.GetString(header, 0, 4));
            }
            else if (type == "cmov")
            {
                // A compressed list of tracks can't be read.
                return MediaErrors.ContentMismatch;
            }

            content.Position = length == 0 || length > (ulong)(content.Length - start) ? content.Length : start + (long)length;
        }

        // Telephones write sound under many brands (3gp4, qt, MSNV), so that the tracks decide. Where the list of tracks is lost, as in a
        // recording that was cut off, only the brand is left; without it, it could be a picture (HEIC, AVIF are of the same make).
        return hasSound || (!hasTracks && isOfAudio) ? Result.Success() : MediaErrors.ContentMismatch;
    }

    private static bool IsOfAudio(string brand) =>
        brand is "M4A " or "M4B " or "dash"
        || brand.StartsWith("mp4", StringComparison.Ordinal)
        || brand.StartsWith("iso", StringComparison.Ordinal);
}

/// <summary>
/// The tracks of a WebM file (EBML, RFC 8794), whose elements consist of id, length and content. Elements that lead to the tracks are read,
/// all others are skipped.
/// </summary>
internal static class WebMTracks
{
    private const ulong DocType = 0x4282;
    private const ulong TrackType = 0x83;
    private const ulong AudioTrack = 2;

    /// <summary>The most elements, and bytes between them, to read. A recording of an hour has some 200,000 elements.</summary>
    private const int MaxSteps = 500_000;

    private static readonly ulong[] WalkedInto =
    [
        0x1A45DFA3, // EBML
        0x18538067, // Segment
        0x1654AE6B, // Tracks
        0xAE, // TrackEntry
    ];

    public static Result Inspect(Stream content)
    {
        var isWebM = false;
        for (var steps = 0; content.Position < content.Length; steps++)
        {
            if (steps > MaxSteps)
                return MediaErrors.ContentMismatch;
            var start = content.Position;
            if (content.ReadByte() == 0)
            {
                // No element begins with this byte. Players skip such gaps, so they are skipped here too.
                continue;
            }

            content.Position = start;
            var id = ReadNumber(content, keepMarker: true, out _);
            var length = ReadNumber(content, keepMarker: false, out var isUnknown);
            // The parts of a live recording have no known length, so their contents are read.
            if (WalkedInto.Contains(id) || isUnknown)
                continue;
            switch (id)
            {
                case DocType when length <= 16:
                    var name = new byte[length];
                    content.ReadExactly(name);
                    isWebM = name.AsSpan().TrimEnd((byte)0).SequenceEqual("webm"u8);
                    break;
                case TrackType when length <= 8:
                    if (ReadInteger(content, (int)length) != AudioTrack)
                        return MediaErrors.HasVideo;
                    break;
                default:
                    // An element that claims to end after the file is the last part of a recording that was cut off.
                    content.Position =
                        length < (ulong)(content.Length - content.Position) ? content.Position + (long)length : content.Length;
                    break;
            }
        }

        return isWebM ? Result.Success() : MediaErrors.ContentMismatch;
    }

    /// <summary>Reads a number of 1 to 8 bytes. The leading zero bits of the first byte tell how many.</summary>
    private static ulong ReadNumber(Stream content, bool keepMarker, out bool isUnknown)
    {
        var first = ReadByte(content);
        var length =
            first == 0
                ? throw new InvalidDataException("A number is longer than 8 bytes.")
                : System.Numerics.BitOperations.LeadingZeroCount((uint)first) - 23;
        var marker = 1u << (8 - length);
        var value = keepMarker ? (ulong)first : first & (marker - 1);
        for (var i = 1; i < length; i++)
            value = (value << 8) | ReadByte(content);
        isUnknown = !keepMarker && value == (1ul << (7 * length)) - 1;
        return value;
    }

    private static ulong ReadInteger(Stream content, int length)
    {
        var value = 0ul;
        for (var i = 0; i < length; i++)
            value = (value << 8) | ReadByte(content);
        return value;
    }

    private static byte ReadByte(Stream content) =>
        content.ReadByte() is var value and >= 0 ? (byte)value : throw new EndOfStreamException();
}

/// <summary>The streams of an Ogg file (RFC 3533), which consists of pages. The first page of each stream tells its codec.</summary>
internal static class OggStreams
{
    private const int HeaderLength = 27;
    private const byte FirstPage = 2;

    /// <summary>The most bytes in gaps between pages, since each of them is searched. No real recording has more.</summary>
    private const int MaxGaps = 64 * 1024;

    public static Result Inspect(Stream content)
    {
        var header = new byte[HeaderLength];
        var magic = new byte[8];
        var gaps = 0;
        while (content.Length - content.Position >= HeaderLength)
        {
            var start = content.Position;
            content.ReadExactly(header);
            if (!header.AsSpan().StartsWith("OggS\0"u8))
            {
                // Players find the next page behind a gap, so it is searched for here too.
                if (++gaps > MaxGaps)
                    return MediaErrors.ContentMismatch;
                content.Position = start + 1;
                continue;
            }

            var segments = new byte[header[26]];
            content.ReadExactly(segments);
            var length = segments.Sum(s => s);
            var next = content.Position + length;
            if ((header[5] & FirstPage) != 0 && length >= magic.Length)
            {
                content.ReadExactly(magic);
                if (!IsSound(magic) && !magic.AsSpan().SequenceEqual("fishead\0"u8))
                    return MediaErrors.HasVideo;
            }

            content.Position = Math.Min(next, content.Length);
        }

        return Result.Success();
    }

    private static bool IsSound(ReadOnlySpan<byte> magic) =>
        magic.SequenceEqual("OpusHead"u8)
        || magic.StartsWith("\u0001vorbis"u8)
        || magic.SequenceEqual("Speex   "u8)
        || magic.StartsWith("\u007FFLAC"u8);
}
