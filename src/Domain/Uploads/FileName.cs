using System.Globalization;
using System.Text;
using LiveChat.Domain.Common;

namespace LiveChat.Domain.Uploads;

/// <summary>
/// The name that a file is shown, stored and downloaded under: what its sender called it, made harmless. It is the last segment
/// of what was given, at most 100 characters and 200 bytes of UTF-8, and keeps its extension.
/// </summary>
public sealed record FileName
{
    public const int MaxLength = 100;
    public const int MaxBytes = 200;

    private const string Reserved = "<>:\"|?*";
    private const char Replacement = '_';

    private FileName(string value) => Value = value;

    public string Value { get; }

    /// <summary>Without the dot; empty if there is none.</summary>
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

        // Windows drops dots and spaces at the end of a name, and with them what it looked like.
        var name = clean.ToString().Trim().TrimEnd('.', ' ');
        var extension = ExtensionOf(name) is { Length: > 0 } found ? $".{found}" : "";
        var stem = name[..^extension.Length];
        return new FileName((stem.Length == 0 ? Replacement.ToString() : Shorten(stem, extension)) + extension);
    }

    /// <summary>Whether something stands before the extension that can be seen, or nothing at all, for which a sign is put there.</summary>
    public static bool CanBeSeen(string given)
    {
        var segment = given[(given.LastIndexOfAny(['/', '\\']) + 1)..];
        var stem = segment.LastIndexOf('.') is var dot and >= 0 ? segment[..dot] : segment;
        return string.IsNullOrWhiteSpace(stem) || VisibleText.IsIn(stem);
    }

    private static string ExtensionOf(string name) => name.LastIndexOf('.') is var dot and >= 0 ? name[(dot + 1)..] : "";

    /// <summary>Characters that can't be seen or turn the direction are control characters too: with them a name reads other than it is. Joiners stay, since emoji and Persian need them.</summary>
    private static bool IsHarmless(char c) =>
        !char.IsControl(c) && !Reserved.Contains(c, StringComparison.Ordinal)
        && c is not (>= '\u2028' and <= '\u202E') and not (>= '\u2060' and <= '\u206F') and not ('\u00AD' or '\u061C' or '\u200B' or '\u200E' or '\u200F' or '\uFEFF');

    /// <summary>Cuts between what a reader takes for characters, so that nothing is left half.</summary>
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

        // A dot at the cut would stand beside the one of the extension.
        return stem[..kept].TrimEnd('.') is { Length: > 0 } shortened ? shortened : Replacement.ToString();
    }
}
