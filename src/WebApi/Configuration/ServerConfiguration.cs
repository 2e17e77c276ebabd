using Microsoft.Extensions.Configuration.CommandLine;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.Configuration.Memory;

namespace LiveChat.WebApi.Configuration;

/// <summary>
/// Where settings come from: <c>appsettings.json</c> beside the executable, then <c>.env</c> in the working directory, then environment
/// variables, then arguments.
/// </summary>
public static class ServerConfiguration
{
    /// <summary>The prefixes that the framework takes off names, the stronger one last; a name without one is stronger still.</summary>
    private static readonly string[] Prefixes = ["DOTNET_", "ASPNETCORE_"];

    /// <summary>A builder that reads settings from those places and no others; <c>wwwroot</c> lies beside the executable.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var dotEnv = ToKeys(DotEnvFile.Read());
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                Args = args,
                ContentRootPath = AppContext.BaseDirectory,
                EnvironmentName = FindEnvironment(dotEnv, args),
            }
        );
        builder.Configuration.Sources.Clear();
        builder
            .Configuration.AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddInMemoryCollection(dotEnv)
            .AddPrefixedVariables()
            .AddEnvironmentVariables()
            .AddCommandLine(args);
        return builder;
    }

    /// <summary>The environment's name is needed before the rest is read. A variable <c>ENVIRONMENT</c> without a prefix belongs to others.</summary>
    private static string? FindEnvironment(Dictionary<string, string?> dotEnv, string[] args) =>
        new ConfigurationBuilder().AddInMemoryCollection(dotEnv).AddPrefixedVariables().AddCommandLine(args).Build()[
            HostDefaults.EnvironmentKey
        ]
            is { Length: > 0 } name
            ? name
            : null;

    /// <summary>The names of <c>.env</c> as keys, in the same way as the framework makes keys of environment variables.</summary>
    private static Dictionary<string, string?> ToKeys(IReadOnlyDictionary<string, string> dotEnv)
    {
        var keys = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var prefix in Prefixes.Append(""))
        {
            foreach (var (name, value) in dotEnv.Where(e => e.Key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
                keys[name[prefix.Length..].Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal)] = value;
        }

        return keys;
    }

    private static IConfigurationBuilder AddPrefixedVariables(this IConfigurationBuilder builder)
    {
        foreach (var prefix in Prefixes)
            builder.AddEnvironmentVariables(prefix);
        return builder;
    }
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
