using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;

namespace LiveChat.WebApi.Configuration;

/// <inheritdoc cref="ISettingsReport"/>
internal sealed class SettingsReport(ServerSettings settings, SettingSources sources) : ISettingsReport
{
    public IReadOnlyList<SettingDto> List() =>
        [
            .. DeclaredSettings.All.Select(setting => new SettingDto(
                setting.Key,
                setting.IsSecret ? null : settings.InForce(setting),
                sources.Of(setting.Key),
                setting.IsSecret
            )),
        ];
}

/// <summary>
/// Records from which of the sources of <see cref="ServerConfiguration"/> each setting comes. It is created before the host starts, because
/// the host then writes settings of its own into all of them.
/// </summary>
public sealed class SettingSources
{
    private readonly Dictionary<string, SettingSource> _sources = new(StringComparer.OrdinalIgnoreCase);

    public SettingSources(IConfigurationRoot configuration)
    {
        foreach (var (key, value) in configuration.AsEnumerable())
        {
            // A section has no value of its own, and an empty value means that it is not set.
            if (value is { Length: > 0 } && configuration.Providers.LastOrDefault(p => p.TryGet(key, out _)) is { } provider)
                _sources[key] = SourceOf(provider);
        }
    }

    /// <summary>The source of a setting; for a list or a section, the source of its first value.</summary>
    public SettingSource Of(string key)
    {
        if (_sources.TryGetValue(key, out var source))
            return source;
        return _sources
            .Where(s => s.Key.StartsWith($"{key}:", StringComparison.OrdinalIgnoreCase))
            .OrderBy(s => s.Key, StringComparer.Ordinal)
            .Select(s => s.Value)
            .FirstOrDefault();
    }

    private static SettingSource SourceOf(IConfigurationProvider provider) =>
        provider switch
        {
            JsonConfigurationProvider => SettingSource.Appsettings,
            MemoryConfigurationProvider => SettingSource.EnvFile,
            EnvironmentVariablesConfigurationProvider => SettingSource.Environment,
            CommandLineConfigurationProvider => SettingSource.Arguments,
            _ => SettingSource.Default,
        };
}

/// <summary>
/// Warns of settings that nothing reads, because a misspelled name would otherwise be ignored silently. The server starts all the same,
/// since the settings of a later version may be there already.
/// </summary>
internal static class UnknownSettings
{
    /// <summary>Settings that the framework reads, including their children.</summary>
    private static readonly string[] OfTheFramework = ["Logging", "Kestrel", "Environment", "ApplicationName", "ContentRoot"];

    public static void Tell(IConfigurationRoot configuration, ServerSettings settings)
    {
        foreach (var key in Find(configuration, settings.Known))
        {
            var meant = NearestTo(key, settings.Known, Math.Max(2, key.Length / 4));
            Console.Error.WriteLine(
                $"The setting {key} is unknown and has no effect.{(meant is null ? "" : $" Perhaps {meant} was meant.")}"
            );
        }
    }

    internal static IReadOnlyList<string> Find(IConfigurationRoot configuration, IReadOnlySet<string> known) =>
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
    private static bool IsMeantForUs(string key, IReadOnlySet<string> known)
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

    /// <summary>The number of letters to insert, delete or change (Levenshtein distance).</summary>
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
