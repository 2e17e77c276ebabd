using LiveChat.Infrastructure.Conversations;
using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Presence;

namespace LiveChat.WebApi.Web;

/// <summary>
/// What happens between the order to stop and the end. Readiness turns 503 at once, new sends are refused as unavailable,
/// and those taken in are committed, answered and pushed; only then are the connections told to come back, and closed.
/// </summary>
internal sealed class GracefulStop(
    IHostApplicationLifetime lifetime, ConversationWriter writer, PushDispatcher pushes, ConnectionRegistry connections, ILogger<GracefulStop> logger) : IHostedService
{
    /// <summary>
    /// For everything, what is below included: requests that still run, uploads above all, connections that still close. The host begins to count when it is
    /// told to stop; 15 s are promised.
    /// </summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(14);

    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(5);

    /// <summary>Answers and pushes are in SignalR's hands by now; this is their time to leave.</summary>
    private static readonly TimeSpan DeliveryTime = TimeSpan.FromMilliseconds(250);

    /// <summary>For clients that read what they are told. The others are cut.</summary>
    private static readonly TimeSpan ClosingLimit = TimeSpan.FromSeconds(2);

    private CancellationTokenRegistration _registration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // SignalR closes its connections on the same signal. Whoever registers last is called first, and SignalR did so
        // when the hub was mapped; so it waits until this returns.
        _registration = lifetime.ApplicationStopping.Register(Drain);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _registration.DisposeAsync().AsTask();

    private void Drain()
    {
        using var limit = new CancellationTokenSource(DrainLimit);
        try
        {
            writer.StopAsync(limit.Token).GetAwaiter().GetResult();
            pushes.StopAsync(limit.Token).GetAwaiter().GetResult();
            Thread.Sleep(DeliveryTime);
        }
        catch (OperationCanceledException)
        {
            // What is not committed was not acknowledged either; its senders try again.
            StopLog.NotDrained(logger, DrainLimit.TotalSeconds);
        }

        SendBackConnections();
    }

    /// <summary>SignalR alone would cut them without a word.</summary>
    private void SendBackConnections()
    {
        var open = connections.All.ToList();
        if (open.Count == 0)
            return;
        open.ForEach(c => c.SendBack());
        SpinWait.SpinUntil(() => !open.Exists(connections.Has), ClosingLimit);
        Thread.Sleep(DeliveryTime);
    }
}

internal static partial class StopLog
{
    [LoggerMessage(70, LogLevel.Warning, "Not all messages that had been taken in were written within {Seconds:0} s")]
    public static partial void NotDrained(ILogger logger, double seconds);
}
