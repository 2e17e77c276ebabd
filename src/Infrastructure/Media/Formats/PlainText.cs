using System.Text;
using LiveChat.Domain.Common;
using LiveChat.Domain.Uploads;

namespace LiveChat.Infrastructure.Media.Formats;

/// <summary>Text in UTF-8 or GB18030 that is neither a page, nor a drawing, nor a script.</summary>
internal static class PlainText
{
    private const int BufferSize = 32 * 1024;

    /// <summary>Long enough for the longest of what is looked for to be found across two reads.</summary>
    private const int OverlapLength = 64;

    private static readonly Encoding[] Encodings =
    [
        new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
        CodePagesEncodingProvider.Instance.GetEncoding("gb18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!,
    ];

    /// <summary>What makes a browser take a text for a page when it stands at its beginning (WHATWG MIME Sniffing, 7.1), and the first words of scripts.</summary>
    private static readonly string[] Beginnings =
    [
        "<!doctype", "<html", "<head", "<script", "<iframe", "<h1", "<div", "<font", "<table", "<style", "<title", "<body", "<!--", "<?", "<%", "<svg", "<img", "<a ", "<p>", "<b>", "<br",
        "<meta", "<link", "<object", "<embed", "<xml", "<xsl", "<math", "<form", "<video", "<audio", "@echo", "#!", "mime-version:", "#requires", "<job", "<package", "<scriptlet",
    ];

    private static readonly string[] Anywhere = ["<script", "<svg", "<!doctype html", "<html", "<iframe", "<?php"];

    public static Result Inspect(Stream content)
    {
        foreach (var encoding in Encodings)
        {
            content.Position = 0;
            try
            {
                return Read(content, encoding.GetDecoder());
            }
            catch (DecoderFallbackException)
            {
                // It is not of this encoding; perhaps it is of the next.
            }
        }

        return UploadErrors.ContentMismatch;
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
                return UploadErrors.ContentMismatch;
            if ((isBeginning && BeginsActively(text)) || ContainsActive(text))
                return UploadErrors.ActiveContent;
            if (read == 0)
                return Result.Success();
            // White space may fill as many buffers as it likes before a page begins.
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

    private static bool ContainsActive(ReadOnlySpan<char> text)
    {
        foreach (var sign in Anywhere)
        {
            if (text.Contains(sign, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static bool HasControls(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (char.IsControl(c) && c is not ('\t' or '\r' or '\n' or '\f' or '\v'))
                return true;
        }

        return false;
    }
}
