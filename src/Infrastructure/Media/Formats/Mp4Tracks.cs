using System.Buffers.Binary;
using LiveChat.Domain.Common;
using LiveChat.Domain.Uploads;

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
                return UploadErrors.ContentMismatch;
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
                return UploadErrors.ContentMismatch;
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
                    return UploadErrors.HasVideo;
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
                return UploadErrors.ContentMismatch;
            }

            content.Position = length == 0 || length > (ulong)(content.Length - start) ? content.Length : start + (long)length;
        }

        // Telephones write sound under many brands (3gp4, qt, MSNV), so that the tracks decide. Where the list of tracks is lost, as in a
        // recording that was cut off, only the brand is left; without it, it could be a picture (HEIC, AVIF are of the same make).
        return hasSound || (!hasTracks && isOfAudio) ? Result.Success() : UploadErrors.ContentMismatch;
    }

    private static bool IsOfAudio(string brand) => brand is "M4A " or "M4B " or "dash" || brand.StartsWith("mp4", StringComparison.Ordinal) || brand.StartsWith("iso", StringComparison.Ordinal);
}
