using Microsoft.AspNetCore.SignalR;

namespace LiveChat.Infrastructure.Notifications;

/// <summary>
/// What is on its way to one connection. Nobody waits for it: SignalR keeps the order of what is written, and this counts
/// what a connection that does not read leaves behind, until there is too much of it.
/// </summary>
internal sealed class ConnectionOutbox(HubConnectionContext connection, TimeProvider clock)
{
    /// <summary>Of pushes that wait, in bytes. SignalR's and the system's own buffers come before it.</summary>
    public const int MaxBacklog = 1024 * 1024;

    /// <summary>How long nothing may get through while something waits.</summary>
    public static readonly TimeSpan MaxStandstill = TimeSpan.FromSeconds(10);

    private long _waitingBytes;
    private long _lastProgress;
    private int _isCut;

    public HubConnectionContext Connection => connection;

    /// <summary>The groups this connection is in, each once: one, or two for a watcher. Guarded by whoever keeps the groups.</summary>
    public List<string> Groups { get; } = new(1);

    /// <summary>Something has not got through yet.</summary>
    public bool IsWaiting => Interlocked.Read(ref _waitingBytes) > 0;

    /// <summary>It has left too much unread, or read nothing for too long.</summary>
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

    /// <summary>Drops the connection with all that waits for it; its client comes back and asks for what it lacks.</summary>
    /// <returns>False when it was cut before.</returns>
    public bool Cut()
    {
        if (Interlocked.Exchange(ref _isCut, 1) == 1)
            return false;
        connection.Abort();
        // A close in good form would wait for a client that does not read.
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
