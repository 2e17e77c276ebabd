using System.Globalization;
using System.Text;

namespace LiveChat.Domain.Media;

/// <summary>A kind of file that may be uploaded.</summary>
/// <param name="ContentType">The media type under which the file is served.</param>
/// <param name="Extensions">The permitted extensions, in lower case and without the dot.</param>
public sealed record FileFormat(AttachmentKind Kind, string ContentType, params IReadOnlyList<string> Extensions)
{
    public static readonly FileFormat Jpeg = new(AttachmentKind.Image, "image/jpeg", "jpg", "jpeg", "jfif", "jpe", "pjpeg", "pjp");
    public static readonly FileFormat Png = new(AttachmentKind.Image, "image/png", "png");
    public static readonly FileFormat Gif = new(AttachmentKind.Image, "image/gif", "gif");
    public static readonly FileFormat WebP = new(AttachmentKind.Image, "image/webp", "webp");

    public static readonly FileFormat Pdf = new(AttachmentKind.Document, "application/pdf", "pdf");
    public static readonly FileFormat Doc = new(AttachmentKind.Document, "application/msword", "doc");
    public static readonly FileFormat Docx = new(
        AttachmentKind.Document,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "docx"
    );
    public static readonly FileFormat Xls = new(AttachmentKind.Document, "application/vnd.ms-excel", "xls");
    public static readonly FileFormat Xlsx = new(
        AttachmentKind.Document,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "xlsx"
    );
    public static readonly FileFormat Ppt = new(AttachmentKind.Document, "application/vnd.ms-powerpoint", "ppt");
    public static readonly FileFormat Pptx = new(
        AttachmentKind.Document,
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "pptx"
    );
    public static readonly FileFormat Text = new(AttachmentKind.Document, "text/plain", "txt", "csv");
    public static readonly FileFormat Zip = new(AttachmentKind.Document, "application/zip", "zip");

    public static readonly FileFormat WebM = new(AttachmentKind.Audio, "audio/webm", "webm");
    public static readonly FileFormat Ogg = new(AttachmentKind.Audio, "audio/ogg", "ogg");
    public static readonly FileFormat Mp3 = new(AttachmentKind.Audio, "audio/mpeg", "mp3");
    public static readonly FileFormat M4a = new(AttachmentKind.Audio, "audio/mp4", "m4a");
    public static readonly FileFormat Wav = new(AttachmentKind.Audio, "audio/wav", "wav");

    public static readonly IReadOnlyList<FileFormat> All =
    [
        Jpeg,
        Png,
        Gif,
        WebP,
        Pdf,
        Doc,
        Docx,
        Xls,
        Xlsx,
        Ppt,
        Pptx,
        Text,
        Zip,
        WebM,
        Ogg,
        Mp3,
        M4a,
        Wav,
    ];

    /// <summary>The format that belongs to an extension, or null for an extension that is not accepted.</summary>
    /// <param name="extension">Without the dot, in any case.</param>
    public static FileFormat? OfExtension(string extension) =>
        All.FirstOrDefault(f => f.Extensions.Contains(extension, StringComparer.OrdinalIgnoreCase));
}

/// <summary>
/// The name that a file is shown, stored and downloaded under: the sender's name for it, made harmless. It is the last segment of what was
/// given, at most 100 characters and 200 bytes of UTF-8, and keeps its extension.
/// </summary>
public sealed record FileName
{
    public const int MaxLength = 100;
    public const int MaxBytes = 200;

    private const string Reserved = "<>:\"|?*";
    private const char Replacement = '_';

    private FileName(string value) => Value = value;

    public string Value { get; }

    /// <summary>The extension without its dot; empty if there is none.</summary>
    public string Extension => ExtensionOf(Value);

    public static FileName From(string given)
    {
        var segment = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        var clean = new StringBuilder(segment.Length);
        foreach (var c in segment)
        {
            if (c == '.' && clean is [.., '.'])
                continue;
            clean.Append(IsHarmless(c) ? c : Replacement);
        }

        // Windows drops dots and spaces at the end of a name, so that the saved name would differ from the one shown.
        var name = clean.ToString().Trim().TrimEnd('.', ' ');
        var extension = ExtensionOf(name) is { Length: > 0 } found ? $".{found}" : "";
        var stem = name[..^extension.Length];
        return new FileName((stem.Length == 0 ? Replacement.ToString() : Shorten(stem, extension)) + extension);
    }

    /// <summary>Whether the part before the extension is visible. An empty part passes too, since it is replaced by a character.</summary>
    public static bool CanBeSeen(string given)
    {
        var segment = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        var stem = segment.LastIndexOf('.') is var dot and >= 0 ? segment[..dot] : segment;
        return string.IsNullOrWhiteSpace(stem) || VisibleText.IsIn(stem);
    }

    private static string ExtensionOf(string name) => name.LastIndexOf('.') is var dot and >= 0 ? name[(dot + 1)..] : "";

    /// <summary>
    /// Invisible characters and direction marks count as control characters too, because with them a name reads other than it is. Joiners
    /// stay, since emoji and Persian need them.
    /// </summary>
    private static bool IsHarmless(char c) =>
        !char.IsControl(c)
        && !Reserved.Contains(c, StringComparison.Ordinal)
        && c
            is not (>= '\u2028' and <= '\u202E')
                and not (>= '\u2060' and <= '\u206F')
                and not ('\u00AD' or '\u061C' or '\u200B' or '\u200E' or '\u200F' or '\uFEFF');

    /// <summary>Cuts between grapheme clusters, so that no visible character is left half.</summary>
    private static string Shorten(string stem, string extension)
    {
        if (
            stem.Length + extension.Length <= MaxLength
            && Encoding.UTF8.GetByteCount(stem) + Encoding.UTF8.GetByteCount(extension) <= MaxBytes
        )
            return stem;
        var kept = 0;
        var bytes = Encoding.UTF8.GetByteCount(extension);
        while (kept < stem.Length)
        {
            var element = StringInfo.GetNextTextElementLength(stem, kept);
            bytes += Encoding.UTF8.GetByteCount(stem.AsSpan(kept, element));
            if (kept + element + extension.Length > MaxLength || bytes > MaxBytes)
                break;
            kept += element;
        }

        // A dot at the end of the shortened name would double the one before the extension.
        return stem[..kept].TrimEnd('.') is { Length: > 0 } shortened ? shortened : Replacement.ToString();
    }
}
