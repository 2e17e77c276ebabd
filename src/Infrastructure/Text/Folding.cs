using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace LiveChat.Infrastructure.Text;

/// <summary>
/// The folded form in which searches compare texts: compatibility decomposition (NFKD: full width, ligatures, accents), then lower case by
/// way of upper case, since some lower-case letters have two forms. The framework's own normalization needs the system's ICU, which the
/// server does without, and then returns texts unchanged; so Unicode's table is embedded.
/// </summary>
public static class Folding
{
    private const int HangulFirst = 0xAC00;
    private const int HangulLast = 0xD7A3;
    private const int VowelCount = 21;
    private const int TailCount = 28;

    private static readonly FrozenDictionary<int, string> Decompositions = ReadDecompositions().ToFrozenDictionary();

    /// <summary>For each UTF-16 unit whether it is in the table. Hardly any unit in real texts is.</summary>
    private static readonly bool[] IsTakenApart =
    [
        .. Enumerable
            .Range(0, char.MaxValue + 1)
            .Select(c => Decompositions.ContainsKey(c) || c is >= HangulFirst and <= HangulLast || char.IsSurrogate((char)c)),
    ];

    /// <summary>Folds a text, for comparing and never for showing.</summary>
    public static string Fold(string text) => TakeApart(text).ToUpperInvariant().ToLowerInvariant();

    /// <param name="folded">The search term, already folded.</param>
    public static bool Contains(string text, string folded) => TakeApart(text).Contains(folded, StringComparison.OrdinalIgnoreCase);

    /// <summary>The characters that a text is made of.</summary>
    public static string TakeApart(string text)
    {
        if (!IsAnyTakenApart(text))
            return text;
        var apart = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is >= HangulFirst and <= HangulLast)
                AppendHangul(apart, rune.Value - HangulFirst);
            else if (Decompositions.TryGetValue(rune.Value, out var parts))
                apart.Append(parts);
            else
                apart.Append(rune.ToString());
        }

        return apart.ToString();
    }

    private static bool IsAnyTakenApart(string text)
    {
        foreach (var c in text)
        {
            if (IsTakenApart[c])
                return true;
        }

        return false;
    }

    /// <summary>Hangul syllables are decomposed by arithmetic (Unicode, 3.12).</summary>
    private static void AppendHangul(StringBuilder apart, int syllable)
    {
        apart
            .Append((char)(0x1100 + (syllable / (VowelCount * TailCount))))
            .Append((char)(0x1161 + (syllable % (VowelCount * TailCount) / TailCount)));
        if (syllable % TailCount is var tail and > 0)
            apart.Append((char)(0x11A7 + tail));
    }

    private static IEnumerable<KeyValuePair<int, string>> ReadDecompositions()
    {
        using var stream = typeof(Folding).Assembly.GetManifestResourceStream("LiveChat.Infrastructure.Text.compatibility-forms.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var fields = line.Split(' ');
            if (fields[0].Split('-') is [var first, var last])
            {
                for (var (from, to, end) = (CodePoint(first), CodePoint(fields[1]), CodePoint(last)); from <= end; from++, to++)
                    yield return KeyValuePair.Create(from, char.ConvertFromUtf32(to));
            }
            else
            {
                yield return KeyValuePair.Create(
                    CodePoint(fields[0]),
                    string.Concat(fields.Skip(1).Select(field => char.ConvertFromUtf32(CodePoint(field))))
                );
            }
        }
    }

    private static int CodePoint(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
