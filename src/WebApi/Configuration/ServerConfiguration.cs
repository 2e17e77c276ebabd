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
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = FindEnvironment(dotEnv, args),
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddInMemoryCollection(dotEnv)
            .AddPrefixedVariables()
            .AddEnvironmentVariables()
            .AddCommandLine(args);
        return builder;
    }

    /// <summary>The environment's name is needed before the rest is read. A variable <c>ENVIRONMENT</c> without a prefix belongs to others.</summary>
    private static string? FindEnvironment(Dictionary<string, string?> dotEnv, string[] args) =>
        new ConfigurationBuilder().AddInMemoryCollection(dotEnv).AddPrefixedVariables().AddCommandLine(args).Build()[HostDefaults.EnvironmentKey] is { Length: > 0 } name ? name : null;

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
