using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LiveChat.IntegrationTests.Support;

/// <summary>A client that opens the hub and then neither reads nor says anything.</summary>
internal static class SilentSocket
{
    /// <summary>Its buffer is the smallest there is.</summary>
    public static async Task<Socket> OpenAsync(ChatUser user, Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1024, NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /hubs/chat?access_token={user.Token} HTTP/1.1\r\nHost: {address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        var answer = new byte[12];
        await socket.ReceiveAsync(answer);
        Assert.Equal("HTTP/1.1 101", Encoding.ASCII.GetString(answer));
        // One frame of text, masked with zeros.
        byte[] handshake = [.. "{\"protocol\":\"json\",\"version\":1}\u001e"u8];
        await socket.SendAsync((byte[])[0x81, (byte)(0x80 | handshake.Length), 0, 0, 0, 0, .. handshake]);
        return socket;
    }
}
