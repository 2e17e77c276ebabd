using System.Text.Encodings.Web;
using System.Text.Json;

namespace LiveChat.Bench;

/// <summary>Prints what was measured: a table for people, then one line of JSON for each row.</summary>
internal static class Report
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Print(IReadOnlyList<Dictionary<string, object>> rows)
    {
        var names = rows.SelectMany(r => r.Keys).Distinct().ToList();
        var widths = names.ToDictionary(
            n => n,
            n => Math.Max(n.Length, rows.Max(r => r.TryGetValue(n, out var value) ? $"{value}".Length : 0))
        );
        Console.WriteLine(string.Join("  ", names.Select(n => n.PadLeft(widths[n]))));
        foreach (var row in rows)
            Console.WriteLine(
                string.Join("  ", names.Select(n => (row.TryGetValue(n, out var value) ? $"{value}" : "").PadLeft(widths[n])))
            );
        foreach (var row in rows)
            Console.WriteLine(JsonSerializer.Serialize(row, Json));
    }

    /// <param name="ceiling">The same figure of the bare server; none: no ratio.</param>
    public static double? Share(double product, double? ceiling) => ceiling is > 0 ? Math.Round(product / ceiling.Value, 2) : null;

    /// <returns>The value below which that share of the sorted values lies, in milliseconds, to two places.</returns>
    public static double Percentile(IReadOnlyList<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : Math.Round(sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * share))], 2);
}
