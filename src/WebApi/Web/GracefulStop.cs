using System.Diagnostics;
using LiveChat.Infrastructure.Conversations;
using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Nodes;
using LiveChat.Infrastructure.Presence;

namespace LiveChat.WebApi.Web;

/// <summary>
/// The sequence of a graceful stop. Readiness turns 503 at once. Where other nodes can take the clients, they are sent there first, a few at
/// a time, while everything still works. Then new sends are refused as unavailable, and accepted ones are committed, answered and pushed.
/// Only then are the remaining connections told to reconnect, and closed.
/// </summary>
internal sealed class GracefulStop(
    IHostApplicationLifetime lifetime,
    ConversationWriter writer,
    PushDispatcher pushes,
    ConnectionRegistry connections,
    INodes nodes,
    ILogger<GracefulStop> logger
) : IHostedService
{
    /// <summary>
    /// The time for everything, including the steps below, running requests (uploads above all) and closing connections. The host counts
    /// from the signal to stop; 15 s are promised.
    /// </summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(14);

    private static readonly TimeSpan DrainLimit = TimeSpan.FromSeconds(5);

    /// <summary>The time for SignalR to send answers and pushes that it has taken.</summary>
    private static readonly TimeSpan DeliveryTime = TimeSpan.FromMilliseconds(250);

    /// <summary>The time for clients to close after they were told to reconnect. The others are aborted.</summary>
    private static readonly TimeSpan ClosingLimit = TimeSpan.FromSeconds(2);

    /// <summary>The time over which clients are sent to other nodes, so that these do not get all of them at once.</summary>
    private static readonly TimeSpan MovingTime = TimeSpan.FromSeconds(4);

    private CancellationTokenRegistration _registration;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // SignalR closes its connections on the same signal. The callback registered last is called first, and SignalR registered
        // its own when the hub was mapped; so it waits until this one returns.
        _registration = lifetime.ApplicationStopping.Register(Drain);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _registration.DisposeAsync().AsTask();

    private void Drain()
    {
        if (nodes.HasCompany)
            MoveConnections();
        using var limit = new CancellationTokenSource(DrainLimit);
        try
        {
            writer.StopAsync(limit.Token).GetAwaiter().GetResult();
            pushes.StopAsync(limit.Token).GetAwaiter().GetResult();
            Thread.Sleep(DeliveryTime);
        }
        catch (OperationCanceledException)
        {
            // Messages that are not committed were not acknowledged either; their senders retry.
            StopLog.NotDrained(logger, DrainLimit.TotalSeconds);
        }

        SendBackConnections();
    }

    /// <summary>Sends the clients to other nodes, in an order that nobody can foresee.</summary>
    private void MoveConnections()
    {
        var open = connections.All.ToArray();
        Random.Shared.Shuffle(open);
        var begin = Stopwatch.GetTimestamp();
        for (var i = 0; i < open.Length; i++)
        {
            var rest = MovingTime * ((double)i / open.Length) - Stopwatch.GetElapsedTime(begin);
            if (rest > TimeSpan.Zero)
                Thread.Sleep(rest);
            open[i].SendBack();
        }
    }

    /// <summary>Tells clients to reconnect, which SignalR itself does not do.</summary>
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
