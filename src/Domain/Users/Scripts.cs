using System.Text;

namespace LiveChat.Domain.Users;

/// <summary>
/// Alphabets whose letters look alike, such as Latin and Cyrillic. A word that mixes two of them imitates a word of one (Unicode Technical
/// Standard 39, 5.2). Chinese, Japanese and Korean writing may be mixed with any of them.
/// </summary>
internal static class Scripts
{
    private enum Alphabet
    {
        None,
        Latin,
        Greek,
        Cyrillic,
        Armenian,
        Hebrew,
        Georgian,
        Cherokee,
        Coptic,
        Lisu,
    }

    /// <summary>Whether any word of a text has letters of two such alphabets.</summary>
    public static bool AreMixedIn(string text)
    {
        var ofWord = Alphabet.None;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!Rune.IsLetter(rune))
            {
                // Digits, marks and what can't be seen do not end a word.
                if (Rune.IsWhiteSpace(rune) || Rune.IsPunctuation(rune) || Rune.IsSymbol(rune))
                    ofWord = Alphabet.None;
                continue;
            }

            var alphabet = AlphabetOf(rune.Value);
            if (alphabet == Alphabet.None)
                continue;
            if (ofWord != Alphabet.None && ofWord != alphabet)
                return true;
            ofWord = alphabet;
        }

        return false;
    }

    private static Alphabet AlphabetOf(int letter) =>
        letter switch
        {
            0x00B5 => Alphabet.None,
            <= 0x02AF
            or (>= 0x1D00 and <= 0x1D25)
            or (>= 0x1E00 and <= 0x1EFF)
            or (>= 0x2C60 and <= 0x2C7F)
            or (>= 0xA722 and <= 0xA7FF)
            or (>= 0xAB30 and <= 0xAB64) => Alphabet.Latin,
            (>= 0x0370 and <= 0x03FF and not (>= 0x03E2 and <= 0x03EF)) or (>= 0x1F00 and <= 0x1FFF) => Alphabet.Greek,
            (>= 0x0400 and <= 0x052F) or (>= 0x1C80 and <= 0x1C8F) or (>= 0x2DE0 and <= 0x2DFF) or (>= 0xA640 and <= 0xA69F) =>
                Alphabet.Cyrillic,
            (>= 0x0530 and <= 0x058F) or (>= 0xFB13 and <= 0xFB17) => Alphabet.Armenian,
            (>= 0x0590 and <= 0x05FF) or (>= 0xFB1D and <= 0xFB4F) => Alphabet.Hebrew,
            (>= 0x10A0 and <= 0x10FF) or (>= 0x1C90 and <= 0x1CBF) or (>= 0x2D00 and <= 0x2D2F) => Alphabet.Georgian,
            (>= 0x13A0 and <= 0x13FF) or (>= 0xAB70 and <= 0xABBF) => Alphabet.Cherokee,
            (>= 0x2C80 and <= 0x2CFF) or (>= 0x03E2 and <= 0x03EF) => Alphabet.Coptic,
            (>= 0xA4D0 and <= 0xA4FF) => Alphabet.Lisu,
            _ => Alphabet.None,
        };
}
