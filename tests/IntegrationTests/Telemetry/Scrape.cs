using System.Text.RegularExpressions;

namespace LiveChat.IntegrationTests.Telemetry;

/// <summary>What a server tells to Prometheus, as text and taken apart.</summary>
internal sealed partial class Scrape
{
    private Scrape(string text)
    {
        Text = text;
        foreach (var line in text.Split('\n').Where(l => l.Length > 0 && l[0] != '#'))
        {
            var end = line.LastIndexOf(' ');
            Series[line[..end]] = double.Parse(line[(end + 1)..], System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    public string Text { get; }

    /// <summary>The value of each series, by its name and labels.</summary>
    public Dictionary<string, double> Series { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of all series, without their labels.</summary>
    public HashSet<string> Names => [.. Series.Keys.Select(s => s.Split('{')[0])];

    /// <summary>The values of all labels but those of the divisions of histograms.</summary>
    public IEnumerable<string> LabelValues =>
        Series
            .Keys.SelectMany(s => LabelPattern().Matches(s))
            .Where(m => m.Groups["name"].Value != "le")
            .Select(m => m.Groups["value"].Value);

    public static async Task<Scrape> ReadAsync(HttpClient http)
    {
        using var answer = await http.GetAsync("/metrics");
        answer.EnsureSuccessStatusCode();
        return new Scrape(await answer.Content.ReadAsStringAsync());
    }

    /// <summary>The sum of all series of a name with a certain label, or of all of them.</summary>
    public double Sum(string name, string label = "") =>
        Series
            .Where(s => s.Key.StartsWith(name + "{", StringComparison.Ordinal) && s.Key.Contains(label, StringComparison.Ordinal))
            .Sum(s => s.Value);

    [GeneratedRegex("(?<name>[a-z_]+)=\"(?<value>[^\"]*)\"")]
    private static partial Regex LabelPattern();
}
