using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>
/// A TCP proxy that maltreats its connections, each after a random number of bytes: it cuts them in the middle of what they
/// carry, closes one half, lets nothing through for a while, or delays every piece.
/// </summary>
internal sealed class BadNetwork : IAsyncDisposable
{
    private const double MinHarmlessBytes = 100;
    private const double MaxHarmlessBytes = 10_000;
    private const int MaxStallMilliseconds = 1_500;
    private const int MaxDelayMilliseconds = 25;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly TaskCompletionSource _calm = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<Socket, bool> _sockets = new();
    private readonly ConcurrentDictionary<Fate, int> _struck = new();
    private readonly Task _accepting;

    public BadNetwork(Uri target)
    {
        Target = target;
        _listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");
        _accepting = AcceptAsync();
    }

    private enum Fate
    {
        Cut,
        HalfClose,
        Stall,
        StallAndCut,
        Delay,
    }

    public Uri Address { get; }

    /// <summary>The server behind it; a new one takes the connections that come from then on.</summary>
    public Uri Target { get; set; }

    /// <summary>How often each thing was done.</summary>
    public string Record => string.Join(", ", _struck.OrderBy(s => s.Key).Select(s => $"{s.Key} {s.Value}"));

    private bool IsCalm => _calm.Task.IsCompleted;

    /// <summary>From here on it lets everything through.</summary>
    public void CalmDown() => _calm.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        CalmDown();
        _listener.Stop();
        await _accepting;
        foreach (var socket in _sockets.Keys)
            socket.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                var client = await _listener.AcceptSocketAsync();
                _ = ServeAsync(client);
            }
            catch (Exception stopped) when (stopped is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task ServeAsync(Socket client)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.NoDelay = true;
        _sockets[client] = _sockets[server] = true;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, Target.Port);
            var link = new Link(this);
            await Task.WhenAll(link.PumpAsync(client, server), link.PumpAsync(server, client));
        }
        catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
        {
            // That is what it is for.
        }
        finally
        {
            client.Dispose();
            _sockets.TryRemove(client, out _);
            _sockets.TryRemove(server, out _);
        }
    }

    /// <summary>One connection, and what becomes of it.</summary>
    private sealed class Link(BadNetwork network)
    {
        /// <summary>Most ends of connections are sudden.</summary>
        private static readonly Fate[] Fates =
        [
            Fate.Cut,
            Fate.Cut,
            Fate.Cut,
            Fate.HalfClose,
            Fate.HalfClose,
            Fate.StallAndCut,
            Fate.Stall,
            Fate.Delay,
        ];

        private readonly Lock _lock = new();
        private int _left = HarmlessBytes();
        private bool _isSlow;

        public async Task PumpAsync(Socket from, Socket to)
        {
            var buffer = new byte[4096];
            try
            {
                int count;
                while ((count = await from.ReceiveAsync(buffer)) > 0)
                {
                    var rest = buffer.AsMemory(0, count);
                    if (TakeStrike(count) is { } at)
                    {
                        await SendAsync(to, rest[..at]);
                        rest = rest[at..];
                        if (!await StrikeAsync(from, to))
                            return;
                    }

                    if (_isSlow && !network.IsCalm)
                        await Task.Delay(Random.Shared.Next(MaxDelayMilliseconds));
                    await SendAsync(to, rest);
                }

                to.Shutdown(SocketShutdown.Send);
            }
            catch (Exception cut) when (cut is SocketException or ObjectDisposedException)
            {
                from.Dispose();
                to.Dispose();
            }
        }

        /// <returns>After how many of these bytes it happens; null: not among them.</returns>
        private int? TakeStrike(int count)
        {
            lock (_lock)
            {
                if (network.IsCalm)
                    return null;
                if (_left >= count)
                {
                    _left -= count;
                    return null;
                }

                var at = _left;
                // What it survives is not the last that happens to it.
                _left = HarmlessBytes();
                return at;
            }
        }

        /// <returns>Whether this direction goes on.</returns>
        private async Task<bool> StrikeAsync(Socket from, Socket to)
        {
            var fate = Fates[Random.Shared.Next(Fates.Length)];
            network._struck.AddOrUpdate(fate, 1, (_, times) => times + 1);
            switch (fate)
            {
                case Fate.Delay:
                    return _isSlow = true;
                case Fate.HalfClose:
                    to.Shutdown(SocketShutdown.Send);
                    while (await from.ReceiveAsync(new byte[4096]) > 0)
                    {
                        // Nobody hears it.
                    }

                    return false;
                case Fate.Stall or Fate.StallAndCut:
                    await Task.WhenAny(Task.Delay(Random.Shared.Next(MaxStallMilliseconds)), network._calm.Task);
                    if (fate == Fate.Stall)
                        return true;
                    break;
            }

            // Without a closing handshake: the next packet meets a reset.
            from.LingerState = to.LingerState = new LingerOption(true, 0);
            from.Dispose();
            to.Dispose();
            return false;
        }

        /// <summary>As often between 100 and 1,000 as between 1,000 and 10,000: handshakes are cut as well as conversations.</summary>
        private static int HarmlessBytes() =>
            (int)(MinHarmlessBytes * Math.Pow(MaxHarmlessBytes / MinHarmlessBytes, Random.Shared.NextDouble()));

        private static async Task SendAsync(Socket to, ReadOnlyMemory<byte> bytes)
        {
            while (bytes.Length > 0)
                bytes = bytes[await to.SendAsync(bytes)..];
        }
    }
}
