using System.Globalization;
using System.Text;
using LiveChat.Domain.Common;

namespace LiveChat.Domain.Uploads;

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
        !char.IsControl(c) && !Reserved.Contains(c, StringComparison.Ordinal)
        && c is not (>= '\u2028' and <= '\u202E') and not (>= '\u2060' and <= '\u206F') and not ('\u00AD' or '\u061C' or '\u200B' or '\u200E' or '\u200F' or '\uFEFF');

    /// <summary>Cuts between grapheme clusters, so that no visible character is left half.</summary>
    private static string Shorten(string stem, string extension)
    {
        if (stem.Length + extension.Length <= MaxLength && Encoding.UTF8.GetByteCount(stem) + Encoding.UTF8.GetByteCount(extension) <= MaxBytes)
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
