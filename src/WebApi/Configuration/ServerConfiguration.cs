using System.Text.RegularExpressions;
using dotenv.net;
using LiveChat.Infrastructure.Settings;

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

    /// <summary>
    /// The environment's name is needed before the rest is read. A variable <c>ENVIRONMENT</c> without a prefix belongs to others.
    /// </summary>
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
/// The <c>.env</c> file in the working directory: <c>KEY=value</c> in each line, in single or double quotes if need be. Values are taken
/// literally; a dollar sign has no meaning.
/// </summary>
internal static partial class DotEnvFile
{
    /// <exception cref="SettingsException">A line is no setting, or its quotes do not match.</exception>
    public static IReadOnlyDictionary<string, string> Read()
    {
        var path = Path.Combine(Directory.GetCurrentDirectory(), ".env");
        if (!File.Exists(path))
            return new Dictionary<string, string>();
        try
        {
            Check(File.ReadAllText(path).ReplaceLineEndings("\n").Split('\n'));
            return DotEnv
                .Read(new DotEnvOptions(ignoreExceptions: false, envFilePaths: [path], trimValues: true, supportExportSyntax: true))
                .AsReadOnly();
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException || PrivateFiles.IsOfDisk(exception))
        {
            throw new SettingsException($".env can't be read ({exception.Message.ReplaceLineEndings(" ")}). Write KEY=value in each line.");
        }
    }

    /// <summary>The library skips lines that it does not understand, which would lose a mistyped setting; so they are refused.</summary>
    private static void Check(string[] lines)
    {
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim('\uFEFF', ' ', '\t');
            if (line.Length == 0 || line[0] == '#')
                continue;
            if (LinePattern().Match(line) is not { Success: true } match)
                throw Unusable(i, "is no KEY=value");
            var value = match.Groups["value"].Value.Trim();
            if (value is not [var quote and ('"' or '\''), ..])
            {
                if (value is [.., '"' or '\''])
                    throw Unusable(i, "ends with a quote that nothing opened. Put a value that has one into quotes of the other kind");
                continue;
            }

            // A value in quotes may span several lines.
            var (start, end) = (i, EndOf(value, 1, quote));
            while (end < 0)
            {
                if (++i == lines.Length)
                    throw Unusable(start, "opens a quote that nothing closes");
                value = lines[i];
                end = EndOf(value, 0, quote);
            }

            if (value[(end + 1)..].Trim() is { Length: > 0 } rest && rest[0] != '#')
                throw Unusable(i, "has something behind its closing quote");
        }
    }

    private static int EndOf(string text, int from, char quote)
    {
        for (var i = from; i < text.Length; i++)
        {
            if (text[i] == '\\' && quote == '"')
                i++;
            else if (text[i] == quote)
                return i;
        }

        return -1;
    }

    private static SettingsException Unusable(int line, string why) => new($".env can't be read: line {line + 1} {why}.");

    [GeneratedRegex("""^(?:export\s+)?[A-Za-z_][A-Za-z0-9_.:-]*\s*=(?<value>.*)$""")]
    private static partial Regex LinePattern();
}
