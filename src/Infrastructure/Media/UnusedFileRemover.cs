using MediatR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LiveChat.Infrastructure.Media;

/// <summary>
/// Periodically removes files that are no longer needed, and seals files of removed messages that could not be sealed at once.
/// </summary>
internal sealed partial class UnusedFileRemover(IServiceScopeFactory scopes, TimeProvider clock, ILogger<UnusedFileRemover> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await RemoveAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The next start continues where this one stopped.
        }
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
            await mediator.Send(new SealFilesCommand(), cancellationToken);
            await mediator.Send(new RemoveUnusedCommand(), cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogFailed(logger, exception);
        }
    }

    [LoggerMessage(70, LogLevel.Error, "Removing unused files failed; it is tried again later")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
