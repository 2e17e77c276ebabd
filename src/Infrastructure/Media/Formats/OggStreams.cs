using LiveChat.Domain.Common;
using LiveChat.Domain.Uploads;

namespace LiveChat.Infrastructure.Media.Formats;

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
                    return UploadErrors.ContentMismatch;
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
                    return UploadErrors.HasVideo;
            }

            content.Position = Math.Min(next, content.Length);
        }

        return Result.Success();
    }

    private static bool IsSound(ReadOnlySpan<byte> magic) =>
        magic.SequenceEqual("OpusHead"u8) || magic.StartsWith("\u0001vorbis"u8) || magic.SequenceEqual("Speex   "u8) || magic.StartsWith("\u007FFLAC"u8);
}
