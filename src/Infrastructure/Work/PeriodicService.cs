using Microsoft.Extensions.Hosting;

namespace LiveChat.Infrastructure.Work;

/// <summary>
/// Does the same work once in each period until the server stops, beginning with the end of the first. A round that fails is logged, and
/// the next one tries again. Rounds do not overlap: one that takes longer than the period is followed by the next at once.
/// </summary>
public abstract class PeriodicService(TimeSpan period, TimeProvider clock) : BackgroundService
{
    protected TimeProvider Clock { get; } = clock;

    protected abstract Task RunRoundAsync(CancellationToken cancellationToken);

    /// <summary>Logs that a round failed.</summary>
    protected abstract void LogFailure(Exception exception);

    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(period, Clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunRoundAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailure(exception);
            }
        }
    }
}
