using System.Text.RegularExpressions;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Protocol;

/// <summary>The names in docs/protocol.md.</summary>
internal sealed partial class ProtocolDocument
{
    private static readonly string Text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "protocol.md"));

    /// <summary>Calls such as <c>GET /api/users/{id}</c>.</summary>
    public static IReadOnlySet<string> Calls { get; } = Names(CallPattern(), Text);

    public static IReadOnlySet<string> HubMethods { get; } = Names(RowPattern(), Section("### Methods"));

    public static IReadOnlySet<string> HubEvents { get; } = Names(RowPattern(), Section("### Events"));

    public static IReadOnlySet<string> ErrorCodes { get; } = Names(RowPattern(), Section("## Errors"));

    /// <summary>The fields of each shape, by its name.</summary>
    public static IReadOnlyDictionary<string, HashSet<string>> Shapes { get; } =
        ShapePattern()
            .Matches(Section("## Shapes"))
            .ToDictionary(
                shape => shape.Groups["name"].Value,
                shape => FieldPattern().Matches(shape.Groups["fields"].Value).Select(f => f.Value).ToHashSet()
            );

    /// <summary>From a heading to the next of its kind or above.</summary>
    private static string Section(string heading)
    {
        var begin = Text.IndexOf($"\n{heading}\n", StringComparison.Ordinal) + heading.Length + 2;
        var end = HeadingPattern().Match(Text, begin);
        return end.Success ? Text[begin..end.Index] : Text[begin..];
    }

    private static HashSet<string> Names(Regex pattern, string text) => [.. pattern.Matches(text).Select(m => m.Groups["name"].Value)];

    [GeneratedRegex(@"`(?<name>(GET|POST|PUT|PATCH|DELETE) /[^`? ]*)")]
    private static partial Regex CallPattern();

    [GeneratedRegex(@"^\| `(?<name>\w+)`", RegexOptions.Multiline)]
    private static partial Regex RowPattern();

    [GeneratedRegex(@"^(?<name>[A-Z]\w+) +\{(?<fields>[^}]*)\}", RegexOptions.Multiline)]
    private static partial Regex ShapePattern();

    [GeneratedRegex(@"(?<=^\s*|,\s*)[a-z_]+")]
    private static partial Regex FieldPattern();

    [GeneratedRegex(@"^#{2,3} ", RegexOptions.Multiline)]
    private static partial Regex HeadingPattern();
}
