using System.Text;

namespace LiveChat.Infrastructure.Media.Formats;

/// <summary>
/// Text in UTF-8, GB18030, Windows-1252, or UTF-16 with its mark (as Excel saves it), that is not, as a whole, an HTML page, an SVG or a
/// script.
/// </summary>
internal static class PlainText
{
    private const int BufferSize = 32 * 1024;

    /// <summary>The overlap of two reads, longer than the longest marker, so that a marker across both is found.</summary>
    private const int OverlapLength = 64;

    /// <summary>In this order: nearly any bytes are text in the last one.</summary>
    private static readonly Encoding[] Encodings =
    [
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
        CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, new EuroSign())!,
        CodePagesEncodingProvider.Instance.GetEncoding(1252)!,
    ];

    private static readonly Encoding[] LittleEndian =
    [
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
    ];
    private static readonly Encoding[] BigEndian = [new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)];

    /// <summary>
    /// The beginnings of an HTML page, an SVG or a script. The same words further on are ordinary text, such as a question about
    /// &lt;iframe&gt; in a table. They can't run, since text is served as plain text, as a download, in a sandbox.
    /// </summary>
    private static readonly string[] Beginnings =
    [
        "<!doctype html",
        "<!doctype svg",
        "<html",
        "<svg",
        "<?xml",
        "<?php",
        "@echo",
        "#!",
        "mime-version:",
        "#requires",
        "<scriptlet",
    ];

    public static Result Inspect(Stream content)
    {
        foreach (var encoding in EncodingsOf(content))
        {
            content.Position = 0;
            try
            {
                return Read(content, encoding.GetDecoder());
            }
            catch (DecoderFallbackException)
            {
                // It is not valid in this encoding; the next one is tried.
            }
        }

        return MediaErrors.ContentMismatch;
    }

    private static Encoding[] EncodingsOf(Stream content)
    {
        Span<byte> mark = stackalloc byte[2];
        var length = content.ReadAtLeast(mark, mark.Length, throwOnEndOfStream: false);
        return mark[..length] switch
        {
            [0xFF, 0xFE] => LittleEndian,
            [0xFE, 0xFF] => BigEndian,
            _ => Encodings,
        };
    }

    private static Result Read(Stream content, Decoder decoder)
    {
        var bytes = new byte[BufferSize];
        var chars = new char[OverlapLength + BufferSize + 2];
        var (overlap, isBeginning) = (0, true);
        while (true)
        {
            var read = content.Read(bytes);
            var length = overlap + decoder.GetChars(bytes.AsSpan(0, read), chars.AsSpan(overlap), flush: read == 0);
            var text = chars.AsSpan(0, length);
            if (HasControls(text[overlap..]))
                return MediaErrors.ContentMismatch;
            if (isBeginning && BeginsActively(text))
                return MediaErrors.ActiveContent;
            if (read == 0)
                return Result.Success();
            // White space may fill whole buffers before a page begins.
            isBeginning &= text.TrimStart(Blank).Length < OverlapLength;
            overlap = Math.Min(OverlapLength, length);
            text[^overlap..].CopyTo(chars);
        }
    }

    private const string Blank = "\uFEFF \t\r\n\f\v";

    private static bool BeginsActively(ReadOnlySpan<char> text)
    {
        var beginning = text.TrimStart(Blank);
        foreach (var sign in Beginnings)
        {
            if (beginning.StartsWith(sign, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>
    /// The control characters that text may contain: white space, and those of terminals and printers, which stand in logs and old tables
    /// (bell, backspace, end of file, escape). Any other makes a file binary.
    /// </summary>
    private static bool HasControls(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) && c is not ((>= '\a' and <= '\r') or '\u001A' or '\u001B' or '\u0085'))
                return true;
        }

        return false;
    }

    /// <summary>The euro sign in Windows' GBK: the single byte 0x80, which the standard leaves out.</summary>
    private sealed class EuroSign : DecoderFallback
    {
        public override int MaxCharCount => 1;

        public override DecoderFallbackBuffer CreateFallbackBuffer() => new Buffer();

        private sealed class Buffer : DecoderFallbackBuffer
        {
            private bool _isPending;

            public override int Remaining => _isPending ? 1 : 0;

            public override bool Fallback(byte[] bytesUnknown, int index) =>
                _isPending = bytesUnknown is [0x80]
                    ? true
                    : throw new DecoderFallbackException("These bytes are no character.", bytesUnknown, index);

            public override char GetNextChar()
            {
                var next = _isPending ? '€' : '\0';
                _isPending = false;
                return next;
            }

            public override bool MovePrevious() => false;

            public override void Reset() => _isPending = false;
        }
    }
}
