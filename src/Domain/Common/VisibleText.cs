using System.Buffers;
using System.Globalization;
using System.Text;

namespace LiveChat.Domain.Common;

/// <summary>The visible part of a text: without characters that only control how others are shown, or are drawn as nothing.</summary>
public static class VisibleText
{
    private static readonly SearchValues<char> DirectionMarks = SearchValues.Create(
        "\u061C\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2066\u2067\u2068\u2069"
    );

    /// <summary>Removes invisible characters. White space stays, since it separates visible text.</summary>
    public static string Of(string text) => string.Concat(text.EnumerateRunes().Where(IsShown));

    /// <summary>Whether a text has a visible character. White space and combining marks without a letter do not count.</summary>
    public static bool IsIn(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsWhiteSpace(rune) && IsShown(rune) && !IsMark(rune))
                return true;
        }

        return false;
    }

    /// <summary>Whether a text contains direction marks, with which a name reads other than it is.</summary>
    public static bool TurnsDirection(string text) => text.AsSpan().ContainsAny(DirectionMarks);

    /// <summary>A combining mark. Without a letter it is drawn over the text in front of it, which may be somebody else's.</summary>
    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    /// <summary>
    /// Invisible are the categories control and format, the characters that Unicode calls default-ignorable (fillers, joiners, variation
    /// selectors, tags), and those that are drawn blank (an empty Braille cell, a note without a head). The signs before Arabic and Kaithi
    /// numbers are of the category format, but visible.
    /// </summary>
    private static bool IsShown(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control => false,
            UnicodeCategory.Format => rune.Value
                is (>= 0x0600 and <= 0x0605)
                    or 0x06DD
                    or 0x070F
                    or 0x0890
                    or 0x0891
                    or 0x08E2
                    or 0x110BD
                    or 0x110CD,
            _ => rune.Value
                is not (
                    0x034F
                    or 0x115F
                    or 0x1160
                    or 0x17B4
                    or 0x17B5
                    or (>= 0x180B and <= 0x180F)
                    or 0x2065
                    or 0x2800
                    or 0x3164
                    or (>= 0xFE00 and <= 0xFE0F)
                    or 0xFFA0
                    or (>= 0xFFF0 and <= 0xFFF8)
                    or 0x16FE4
                    or 0x1D159
                    or (>= 0xE0000 and <= 0xE0FFF)
                ),
        };
}
