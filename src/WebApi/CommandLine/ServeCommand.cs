using LiveChat.Application.Abstractions;
using LiveChat.Application.Demo.SeedDemo;
using LiveChat.Domain.Common;
using LiveChat.Infrastructure.Persistence;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Web;
using MediatR;

namespace LiveChat.WebApi.CommandLine;

/// <summary>Runs the server until it is told to stop.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(string[] args, CancellationToken cancellationToken)
    {
        OpenFiles.Check();
        await using var app = LiveChatServer.Build(args);
        var seeded = await InitializeAsync(app, cancellationToken);
        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Services that were started are stopped before they are disposed, so that they log no errors of their own.
            await app.StopAsync(CancellationToken.None);
            throw StartFault.OfListening(exception);
        }

        StartBanner.Print(app, seeded);
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    /// <summary>Brings the database up to date and, in demo mode, adds its users.</summary>
    public static async Task<SeededDemo?> InitializeAsync(WebApplication app, CancellationToken cancellationToken = default)
    {
        app.Services.GetRequiredService<DataLocks>().Take();
        app.Services.GetRequiredService<IFileStorage>().EnsureUsable();
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<DatabaseInitializer>().InitializeAsync(cancellationToken);
        if (!app.Services.GetRequiredService<ServerSettings>().IsDemo)
            return null;
        Result<SeededDemo> seeded = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new SeedDemoCommand(), cancellationToken);
        return seeded.Value;
    }
}
