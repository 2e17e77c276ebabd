using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using LiveChat.Infrastructure.Text;

namespace LiveChat.Infrastructure.Identity;

/// <summary>
/// Finds names that readers confuse (Unicode Technical Standard 39, 4): with letters of another alphabet, full-width or mathematical
/// letters, compatibility forms, or invisible characters. No maintained library does this (ADR-021), so Unicode's table is embedded.
/// </summary>
internal static class Lookalikes
{
    private static readonly FrozenDictionary<int, string> Prototypes = ReadPrototypes().ToFrozenDictionary();

    /// <summary>
    /// The forms by which names are compared, never shown: two names that share one look alike. A capital I looks like an l but a small i
    /// does not, so a name has a form as it is written, one in lower case and one in upper case.
    /// </summary>
    public static HashSet<string> KeysOf(string username)
    {
        var plain = Folding.TakeApart(VisibleText.Of(username).Decomposed());
        return new HashSet<string>(StringComparer.Ordinal)
        {
            Skeleton(plain),
            Skeleton(plain.ToLowerInvariant()),
            Skeleton(plain.ToUpperInvariant()),
        };
    }

    public static bool AreAlike(string one, string other) => KeysOf(one).Overlaps(KeysOf(other));

    private static string Skeleton(string plain)
    {
        var mapped = new StringBuilder(plain.Length);
        foreach (var rune in plain.EnumerateRunes())
            mapped.Append(Prototypes.GetValueOrDefault(rune.Value) ?? rune.ToString());
        return string.Concat(mapped.ToString().Decomposed().Where(c => !char.IsWhiteSpace(c)));
    }

    private static IEnumerable<KeyValuePair<int, string>> ReadPrototypes()
    {
        using var stream = typeof(Lookalikes).Assembly.GetManifestResourceStream("LiveChat.Infrastructure.Identity.confusables.txt")!;
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
