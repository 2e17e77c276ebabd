using System.Globalization;

namespace LiveChat.WebApi.Csv;

/// <summary>
/// Makes text safe for a cell, so that no spreadsheet takes it for a formula. The CSV library handles ASCII signs at the very start;
/// spreadsheets also accept full-width ones, and ignore white space before them.
/// </summary>
internal static class SpreadsheetText
{
    private const string FormulaSigns = "=+-@\uFF1D\uFF0B\uFF0D\uFF20";

    /// <summary>Puts an apostrophe before text that would begin a formula, also after white space and invisible characters.</summary>
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
