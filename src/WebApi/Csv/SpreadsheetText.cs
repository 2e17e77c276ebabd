using System.Globalization;

namespace LiveChat.WebApi.Csv;

/// <summary>
/// Text for a cell that no spreadsheet takes for a formula. The library sees to the signs of ASCII at the very start; spreadsheets also take
/// full-width ones, and look past white space.
/// </summary>
internal static class SpreadsheetText
{
    private const string FormulaSigns = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>Puts an apostrophe before what would begin a formula, also behind white space and characters that can't be seen.</summary>
    public static string? Defuse(string? text) => text is not null && BeginsFormula(text) ? $"'{text}" : text;

    private static bool BeginsFormula(string text)
    {
        foreach (var character in text)
        {
            if (FormulaSigns.Contains(character, StringComparison.Ordinal))
                return true;
            if (!char.IsWhiteSpace(character) && CharUnicodeInfo.GetUnicodeCategory(character) is not (UnicodeCategory.Control or UnicodeCategory.Format))
                return false;
        }

        return false;
    }
}
