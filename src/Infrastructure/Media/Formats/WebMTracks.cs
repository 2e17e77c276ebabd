using LiveChat.Domain.Common;
using LiveChat.Domain.Uploads;

namespace LiveChat.Infrastructure.Media.Formats;

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
                return UploadErrors.ContentMismatch;
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
                        return UploadErrors.HasVideo;
                    break;
                default:
                    // An element that claims to end after the file is the last part of a recording that was cut off.
                    content.Position = length < (ulong)(content.Length - content.Position) ? content.Position + (long)length : content.Length;
                    break;
            }
        }

        return isWebM ? Result.Success() : UploadErrors.ContentMismatch;
    }

    /// <summary>Reads a number of 1 to 8 bytes. The leading zero bits of the first byte tell how many.</summary>
    private static ulong ReadNumber(Stream content, bool keepMarker, out bool isUnknown)
    {
        var first = ReadByte(content);
        var length = first == 0 ? throw new InvalidDataException("A number is longer than 8 bytes.") : System.Numerics.BitOperations.LeadingZeroCount((uint)first) - 23;
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

    private static byte ReadByte(Stream content) => content.ReadByte() is var value and >= 0 ? (byte)value : throw new EndOfStreamException();
}
