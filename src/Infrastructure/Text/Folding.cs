using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace LiveChat.Infrastructure.Text;

/// <summary>
/// The one form in which texts are compared when somebody looks for something: compatibility forms are taken apart (NFKD: full width,
/// ligatures, accents) and letters made small, by way of the large ones, since some small letters have two forms. The framework's own
/// normalization needs the system's ICU, which we do without, and then changes nothing; so the table of Unicode is brought along.
/// </summary>
public static class Folding
{
    private const int HangulFirst = 0xAC00;
    private const int HangulLast = 0xD7A3;
    private const int VowelCount = 21;
    private const int TailCount = 28;

    private static readonly FrozenDictionary<int, string> Decompositions = ReadDecompositions().ToFrozenDictionary();

    /// <summary>For each UTF-16 unit whether the table has to be looked into: for hardly anything that is ever written.</summary>
    private static readonly bool[] IsTakenApart =
        [.. Enumerable.Range(0, char.MaxValue + 1).Select(c => Decompositions.ContainsKey(c) || c is >= HangulFirst and <= HangulLast || char.IsSurrogate((char)c))];

    /// <summary>For comparing, never for showing.</summary>
    public static string Fold(string text) => TakeApart(text).ToUpperInvariant().ToLowerInvariant();

    /// <param name="folded">What is looked for, folded already.</param>
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

    /// <summary>Unicode 3.12: syllables are taken apart by reckoning.</summary>
    private static void AppendHangul(StringBuilder apart, int syllable)
    {
        apart.Append((char)(0x1100 + (syllable / (VowelCount * TailCount)))).Append((char)(0x1161 + (syllable % (VowelCount * TailCount) / TailCount)));
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
                yield return KeyValuePair.Create(CodePoint(fields[0]), string.Concat(fields.Skip(1).Select(field => char.ConvertFromUtf32(CodePoint(field)))));
            }
        }
    }

    private static int CodePoint(string hexadecimal) => int.Parse(hexadecimal, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
