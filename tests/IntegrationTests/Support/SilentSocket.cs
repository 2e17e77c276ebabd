using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LiveChat.IntegrationTests.Support;

/// <summary>A client that opens the hub and says nothing more; it reads as little as it is told to.</summary>
internal sealed class SilentSocket : IDisposable
{
    private readonly Socket _socket;

    private SilentSocket(Socket socket) => _socket = socket;

    /// <summary>The server has reset the connection. Neither way of asking reads from it.</summary>
    public bool IsCut =>
        _socket.Poll(0, SelectMode.SelectError)
        || (int)_socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)! != 0
        || !CanSend();

    /// <summary>Its buffer is the smallest there is.</summary>
    public static async Task<SilentSocket> OpenAsync(string token, Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1024, NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        await socket.SendAsync(
            Encoding.ASCII.GetBytes(
                $"GET /hubs/chat?access_token={token} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
            )
        );
        var answer = new byte[12];
        await socket.ReceiveAsync(answer);
        Assert.Equal("HTTP/1.1 101", Encoding.ASCII.GetString(answer));
        // One frame of text, masked with zeros.
        byte[] handshake = [.. "{\"protocol\":\"json\",\"version\":1}\u001e"u8];
        await socket.SendAsync((byte[])[0x81, (byte)(0x80 | handshake.Length), 0, 0, 0, 0, .. handshake]);
        return new SilentSocket(socket);
    }

    /// <summary>Reads until a text has come, and a little of what is behind it.</summary>
    public async Task ReadUntilAsync(string text)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var read = new StringBuilder();
        var buffer = new byte[256];
        while (!read.ToString().Contains(text, StringComparison.Ordinal))
        {
            var count = await _socket.ReceiveAsync(buffer, deadline.Token);
            Assert.NotEqual(0, count);
            read.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }
    }

    public void Dispose() => _socket.Dispose();

    private bool CanSend()
    {
        try
        {
            // An empty pong frame: after a reset, writing fails.
            return _socket.Send([0x8A, 0x80, 0, 0, 0, 0]) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
