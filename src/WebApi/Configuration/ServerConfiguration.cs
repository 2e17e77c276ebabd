namespace LiveChat.WebApi.Configuration;

/// <summary>
/// Where settings come from: <c>appsettings.json</c> beside the executable, then <c>.env</c> in the working directory, then environment
/// variables, then arguments.
/// </summary>
public static class ServerConfiguration
{
    private const string EnvironmentVariable = "ASPNETCORE_ENVIRONMENT";

    /// <summary>A builder that reads settings from those places and no others; <c>wwwroot</c> lies beside the executable.</summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var dotEnv = DotEnvFile.Read();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = args,
            ContentRootPath = AppContext.BaseDirectory,
            EnvironmentName = Environment.GetEnvironmentVariable(EnvironmentVariable) is null ? dotEnv.GetValueOrDefault(EnvironmentVariable) : null,
        });
        builder.Configuration.Sources.Clear();
        builder.Configuration
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), optional: true)
            .AddInMemoryCollection(dotEnv.Select(e => KeyValuePair.Create(e.Key.Replace("__", ":", StringComparison.Ordinal), (string?)e.Value)))
            .AddEnvironmentVariables("ASPNETCORE_")
            .AddEnvironmentVariables()
            .AddCommandLine(args);
        return builder;
    }
}
