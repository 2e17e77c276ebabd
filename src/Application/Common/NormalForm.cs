using ADRaffy.ENSNormalize;

namespace LiveChat.Application.Common;

/// <summary>
/// One spelling for what Unicode takes for the same text: é may be one character or two, depending on the keyboard. The framework's own
/// normalization needs the system's ICU, which we do without, and then changes nothing.
/// </summary>
public static class NormalForm
{
    /// <summary>No character before this one is ever composed with others, or decomposed.</summary>
    private const char FirstOfConcern = '\u0300';

    /// <summary>Canonical composition (NFC), in which names, passwords and searches are compared and stored.</summary>
    public static string ToNormalForm(this string text) => text.AsSpan().IndexOfAnyExceptInRange('\0', (char)(FirstOfConcern - 1)) < 0 ? text : ENSNormalize.NF.NFC(text);

    /// <summary>Canonical decomposition (NFD).</summary>
    public static string Decomposed(this string text) => ENSNormalize.NF.NFD(text);
}
