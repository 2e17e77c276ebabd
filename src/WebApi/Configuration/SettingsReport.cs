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
