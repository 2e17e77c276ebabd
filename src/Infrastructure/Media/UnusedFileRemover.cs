using LiveChat.Infrastructure.Work;
using MediatR;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Infrastructure.Media;

/// <summary>
/// Periodically removes files that are no longer needed, and seals files of removed messages that could not be sealed at once.
/// </summary>
internal sealed partial class UnusedFileRemover(IServiceScopeFactory scopes, TimeProvider clock, ILogger<UnusedFileRemover> logger)
    : PeriodicService(Interval, clock)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var mediator = scope.ServiceProvider.GetRequiredService<IMediator>();
        await mediator.Send(new SealFilesCommand(), cancellationToken);
        await mediator.Send(new RemoveUnusedCommand(), cancellationToken);
    }

    protected override void LogFailure(Exception exception) => LogFailed(logger, exception);

    [LoggerMessage(73, LogLevel.Error, "Removing unused files failed; it is tried again later")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
