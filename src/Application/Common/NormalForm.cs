using ADRaffy.ENSNormalize;

namespace LiveChat.Application.Common;

/// <summary>
/// Unicode normalization, so that equal texts compare equal: é may be one character or two, depending on the keyboard. The framework's own
/// normalization needs the system's ICU, which the server does without, and then returns texts unchanged.
/// </summary>
public static class NormalForm
{
    /// <summary>The first character that composition or decomposition can affect.</summary>
    private const char FirstOfConcern = '\u0300';

    /// <summary>Canonical composition (NFC), in which names, passwords and searches are compared and stored.</summary>
    public static string ToNormalForm(this string text) => text.AsSpan().IndexOfAnyExceptInRange('\0', (char)(FirstOfConcern - 1)) < 0 ? text : ENSNormalize.NF.NFC(text);

    /// <summary>Canonical decomposition (NFD).</summary>
    public static string Decomposed(this string text) => ENSNormalize.NF.NFD(text);
}
