using Microsoft.AspNetCore.SignalR;

namespace LiveChat.Infrastructure.Notifications;

/// <summary>
/// The pushes on their way to one connection. Nobody waits for them: SignalR keeps their order, and this class counts what a connection
/// leaves unread, and drops the connection when that is too much.
/// </summary>
internal sealed class ConnectionOutbox(HubConnectionContext connection, TimeProvider clock)
{
    /// <summary>The most bytes of waiting pushes, besides the buffers of SignalR and the operating system.</summary>
    public const int MaxBacklog = 1024 * 1024;

    /// <summary>The longest time without progress while pushes wait.</summary>
    public static readonly TimeSpan MaxStandstill = TimeSpan.FromSeconds(10);

    private long _waitingBytes;
    private long _lastProgress;
    private int _isCut;

    public HubConnectionContext Connection => connection;

    /// <summary>The groups of this connection: one, or two for a watching admin. The owner of the groups guards the list.</summary>
    public List<string> Groups { get; } = new(1);

    /// <summary>Whether pushes are still waiting.</summary>
    public bool IsWaiting => Interlocked.Read(ref _waitingBytes) > 0;

    /// <summary>Whether the connection has left too much unread, or read nothing for too long.</summary>
    public bool IsStuck
    {
        get
        {
            var waiting = Interlocked.Read(ref _waitingBytes);
            return waiting > MaxBacklog || (waiting > 0 && clock.GetElapsedTime(Interlocked.Read(ref _lastProgress)) > MaxStandstill);
        }
    }

    /// <summary>Writes a message behind all earlier ones.</summary>
    /// <returns>False when it has to wait for the connection.</returns>
    public bool Send(SerializedHubMessage message)
    {
        var write = connection.WriteAsync(message);
        if (write.IsCompletedSuccessfully)
        {
            write.GetAwaiter().GetResult();
            return true;
        }

        var size = message.GetSerializedMessage(connection.Protocol).Length;
        if (Interlocked.Add(ref _waitingBytes, size) == size)
            Interlocked.Exchange(ref _lastProgress, clock.GetTimestamp());
        _ = FollowAsync(write, size);
        return false;
    }

    /// <summary>Drops the connection with all waiting pushes. Its client reconnects and asks for what it lacks.</summary>
    /// <returns>False when it was dropped before.</returns>
    public bool Cut()
    {
        if (Interlocked.Exchange(ref _isCut, 1) == 1)
            return false;
        connection.Abort();
        // An orderly close would wait for a client that does not read.
        connection.GetHttpContext()?.Abort();
        return true;
    }

    private async Task FollowAsync(ValueTask write, int size)
    {
        try
        {
            await write;
        }
        finally
        {
            Interlocked.Exchange(ref _lastProgress, clock.GetTimestamp());
            Interlocked.Add(ref _waitingBytes, -size);
        }
    }
}
