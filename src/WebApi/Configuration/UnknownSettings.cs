using Microsoft.Extensions.Configuration.EnvironmentVariables;

namespace LiveChat.WebApi.Configuration;

/// <summary>
/// Warns of settings that nothing reads, because a misspelled name would otherwise be ignored silently. The server starts all the same,
/// since the settings of a later version may be there already.
/// </summary>
internal static class UnknownSettings
{
    /// <summary>Settings that the framework reads, including their children.</summary>
    private static readonly string[] OfTheFramework = ["Logging", "Kestrel", "Environment", "ApplicationName", "ContentRoot"];

    /// <summary>
    /// Tells of each on standard error. This comes before anything is read, since a misspelled name is often the reason why a setting is
    /// missing.
    /// </summary>
    public static void Tell(IConfigurationRoot configuration)
    {
        foreach (var (key, meant) in Find(configuration))
        {
            Console.Error.WriteLine(
                $"warning: the setting {key} is unknown and has no effect{(meant is null ? "." : $"; did you mean {meant}?")}"
            );
        }
    }

    /// <summary>
    /// Each unknown setting, with the known one that is spelled most like it. A list without numbers is no unknown setting: reading it is
    /// refused with a sentence of its own.
    /// </summary>
    public static IReadOnlyList<UnknownSetting> Find(IConfigurationRoot configuration)
    {
        var settings = DeclaredSettings.All;
        var known = settings.SelectMany(s => s.NamesIn(configuration)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return
        [
            .. KeysIn(configuration, known)
                .Where(key => !settings.Any(s => s.IsMisnumbered(key)))
                .Select(key => new UnknownSetting(key, NearestTo(key, known, Math.Max(2, key.Length / 4)))),
        ];
    }

    private static IEnumerable<string> KeysIn(IConfigurationRoot configuration, HashSet<string> known) =>
        [
            .. configuration
                .Providers.SelectMany(provider =>
                    KeysOf(provider, null)
                        .Where(key =>
                            !known.Contains(key)
                            && !IsOfTheFramework(key)
                            && (provider is not EnvironmentVariablesConfigurationProvider || IsMeantForUs(key, known))
                        )
                )
                .Distinct(StringComparer.OrdinalIgnoreCase)
                .Order(StringComparer.Ordinal),
        ];

    private static IEnumerable<string> KeysOf(IConfigurationProvider provider, string? parent)
    {
        foreach (var child in provider.GetChildKeys([], parent).Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var key = parent is null ? child : ConfigurationPath.Combine(parent, child);
            if (provider.TryGet(key, out var value) && value is { Length: > 0 })
                yield return key;
            foreach (var below in KeysOf(provider, key))
                yield return below;
        }
    }

    /// <summary>
    /// Other programs use the environment too. A variable is meant for this server only if it lies in one of its sections, is one of its
    /// names with other separators, or is nearly a name in one of its sections.
    /// </summary>
    private static bool IsMeantForUs(string key, HashSet<string> known)
    {
        var section = key.Split(ConfigurationPath.KeyDelimiter)[0];
        return (section.Length < key.Length && known.Any(k => k.StartsWith($"{section}:", StringComparison.OrdinalIgnoreCase)))
            || known.Any(k => k.Length > 4 && Letters(k) == Letters(key))
            || (
                section.Length < key.Length
                && NearestTo(key, known.Where(k => k.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)), 2) is not null
            );
    }

    private static bool IsOfTheFramework(string key) =>
        key.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || key.StartsWith("DOTNET_", StringComparison.OrdinalIgnoreCase)
        // Those of OpenTelemetry's own library: headers for the collector, sampling, intervals.
        || key.StartsWith("OTEL_", StringComparison.OrdinalIgnoreCase)
        || Array.Exists(
            OfTheFramework,
            name => key.Equals(name, StringComparison.OrdinalIgnoreCase) || key.StartsWith($"{name}:", StringComparison.OrdinalIgnoreCase)
        );

    private static string Letters(string key) => string.Concat(key.Where(char.IsLetterOrDigit)).ToUpperInvariant();

    /// <param name="within">The greatest distance that counts as near.</param>
    private static string? NearestTo(string key, IEnumerable<string> known, int within)
    {
        var (text, nearest, least) = (Letters(key), (string?)null, within);
        foreach (var name in known)
        {
            var distance = Distance(text, Letters(name));
            if (distance <= least && (distance < least || nearest is null))
                (nearest, least) = (name, distance);
        }

        return nearest;
    }

    /// <summary>The number of letters to insert, delete, change or swap with the next one (optimal string alignment).</summary>
    private static int Distance(string one, string other)
    {
        var (before, last, row) = (new int[other.Length + 1], new int[other.Length + 1], Enumerable.Range(0, other.Length + 1).ToArray());
        for (var i = 1; i <= one.Length; i++)
        {
            (before, last, row) = (last, row, before);
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                row[j] = Math.Min(Math.Min(last[j], row[j - 1]) + 1, last[j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                    row[j] = Math.Min(row[j], before[j - 2] + 1);
            }
        }

        return row[^1];
    }
}

/// <param name="Key">As it is spelled, with colons.</param>
/// <param name="Meant">The known setting that is spelled most like it; null when none is near.</param>
internal sealed record UnknownSetting(string Key, string? Meant);
