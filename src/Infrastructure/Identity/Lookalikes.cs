using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using LiveChat.Domain.Users;

namespace LiveChat.Infrastructure.Identity;

/// <summary>
/// Names that a reader takes for one another: in full-width or mathematical letters, in the forms that other encodings brought
/// along, with characters that can't be seen. The framework's own normalization needs the system's ICU, which we do without,
/// and then changes nothing; so the table of Unicode is brought along.
/// </summary>
internal static class Lookalikes
{
    private static readonly FrozenDictionary<int, string> Decompositions = ReadDecompositions().ToFrozenDictionary();

    /// <summary>The same for all that look alike. For comparing, never for showing.</summary>
    public static string Fold(string username)
    {
        var folded = new StringBuilder(username.Length);
        foreach (var rune in User.VisibleText(username).EnumerateRunes())
            folded.Append(Decompositions.GetValueOrDefault(rune.Value) ?? rune.ToString());
        return string.Concat(folded.ToString().Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
    }

    private static IEnumerable<KeyValuePair<int, string>> ReadDecompositions()
    {
        using var stream = typeof(Lookalikes).Assembly.GetManifestResourceStream("LiveChat.Infrastructure.Identity.compatibility-forms.txt")!;
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
