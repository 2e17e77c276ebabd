using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Web;

namespace LiveChat.WebApi.CommandLine;

/// <summary>Runs use cases on the server's database without the server. The server may be running meanwhile.</summary>
internal sealed class DatabaseTool : IAsyncDisposable
{
    private readonly ServiceProvider _services;

    private DatabaseTool(ServiceProvider services) => _services = services;

    public bool IsDemo => _services.GetRequiredService<ServerSettings>().IsDemo;

    public static async Task<DatabaseTool> OpenAsync(string[] args, CancellationToken cancellationToken)
    {
        var tool = new DatabaseTool(BuildServices(args));
        await using var scope = tool._services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DatabaseInitializer>().InitializeAsync(cancellationToken);
        return tool;
    }

    /// <summary>The services of the use cases, on a database that is not opened yet.</summary>
    public static ServiceProvider BuildServices(string[] args)
    {
        var builder = ServerConfiguration.CreateBuilder(args);
        var settings = new ServerSettings(builder.Configuration, builder.Environment);
        var services = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Warning))
            // No command signs a user in, so the signing key is never used and a throw-away one will do.
            .AddSingleton(new JwtSettings(new byte[JwtSettings.MinKeyLength], TimeSpan.FromDays(1)))
            .AddUseCases(settings);
        services.AddSignalRCore();
        return services.BuildServiceProvider();
    }

    /// <summary>A generated password, easy to type.</summary>
    public string GeneratePassword() => _services.GetRequiredService<IPasswordService>().Generate();

    public async Task<TResult> SendAsync<TResult>(IRequest<TResult> request, CancellationToken cancellationToken)
        where TResult : Result
    {
        await using var scope = _services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request, cancellationToken);
    }

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
