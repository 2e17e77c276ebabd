using System.Globalization;
using System.Security;
using System.Text;
using System.Xml;

namespace LiveChat.Infrastructure.Media;

/// <summary>
/// The avatar of a user who has uploaded none: the initial of the name on a colour derived from the id. It is drawn from the path alone, so
/// that it does not reveal which users exist.
/// </summary>
public static class DrawnAvatar
{
    public const string Prefix = "/media/avatars/drawn/";

    private const int MaxInitialLength = 16;

    /// <summary>The colours, dark enough for white text (WCAG AA).</summary>
    private static readonly string[] Colours =
    [
        "#2F5FD0",
        "#B4540A",
        "#0B7A6E",
        "#7A4FC4",
        "#B03A5B",
        "#2E7D32",
        "#8A6100",
        "#00738F",
        "#A0429A",
        "#55606E",
        "#C0392B",
        "#46608C",
    ];

    public static string PathOf(string userId, string username) =>
        $"{Prefix}{ColourOf(userId)}/{Uri.EscapeDataString(InitialOf(username))}.svg";

    /// <returns>Null when the parts are not those of an avatar that the server hands out.</returns>
    public static string? Draw(int colour, string initial)
    {
        if (colour < 0 || colour >= Colours.Length || !IsDrawable(initial))
            return null;
        var (fill, text) = (Colours[colour], SecurityElement.Escape(initial));
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80" width="80" height="80">
            <rect width="80" height="80" fill="{fill}"/>
            <text x="40" y="41" fill="#fff" font-family="PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif" font-size="36"
            text-anchor="middle" dominant-baseline="central">{text}</text>
            </svg>
            """;
    }

    /// <summary>
    /// The first letter, digit or symbol: in 【保安堂】 the 保. Without one it is another visible character, or a question mark.
    /// </summary>
    private static string InitialOf(string username)
    {
        var fallback = "?";
        for (var elements = StringInfo.GetTextElementEnumerator(username); elements.MoveNext(); )
        {
            var initial = elements.GetTextElement().ToUpperInvariant();
            // A grapheme can be arbitrarily long: a family of emoji, or a letter with many combining marks.
            if (initial.Length > MaxInitialLength)
                initial = Rune.GetRuneAt(initial, 0).ToString();
            if (!IsDrawable(initial))
                continue;
            var category = Rune.GetUnicodeCategory(Rune.GetRuneAt(initial, 0));
            if (
                category <= UnicodeCategory.OtherLetter
                || category is (>= UnicodeCategory.DecimalDigitNumber and <= UnicodeCategory.OtherNumber) or UnicodeCategory.OtherSymbol
            )
                return initial;
            if (fallback == "?" && category >= UnicodeCategory.ConnectorPunctuation && category != UnicodeCategory.OtherNotAssigned)
                fallback = initial;
        }

        return fallback;
    }

    private static bool IsDrawable(string initial) =>
        initial.Length is > 0 and <= MaxInitialLength
        && StringInfo.GetNextTextElementLength(initial) == initial.Length
        // A slash stays escaped in a path, and its escape would be drawn.
        && initial != "/"
        && initial.All(c => char.IsSurrogate(c) || XmlConvert.IsXmlChar(c));

    /// <summary>FNV-1a: the same id has the same colour on every machine and in every version.</summary>
    private static int ColourOf(string userId)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes(userId))
            hash = (hash ^ b) * 16777619u;
        return (int)(hash % (uint)Colours.Length);
    }
}
