using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>Connections that do not read: they are cut, and hold nobody else up.</summary>
public sealed class SlowReaderTests : IAsyncLifetime
{
    private const int ContentLength = 4_000;

    private ChatServer _server = null!;

    public async Task InitializeAsync() => _server = await ChatServer.StartAsync();

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task MessageReceived_WhenSomeConnectionsDoNotRead_ShouldReachTheOthersAndCutThose()
    {
        var (buyer, merchant, conversation) = await _server.CreatePairAsync();
        await using var reading = await merchant.ConnectAsync();
        await using var sending = await buyer.ConnectAsync();
        var deaf = await Task.WhenAll(Enumerable.Range(0, Scale.Of(50, atLeast: 3)).Select(_ => OpenDeafAsync(merchant)));
        try
        {
            var slowest = TimeSpan.Zero;
            // More than every buffer on the way takes, and the megabyte that is allowed on top.
            var messages = 0;
            for (; messages < 4_000 && !deaf.All(IsCut); messages++)
            {
                var started = Stopwatch.GetTimestamp();
                var sent = await sending.SendAsync(conversation, new string('x', ContentLength));
                await reading.WaitForAsync("MessageReceived", m => m.Number("sequence") == sent.Number("sequence"));
                var took = Stopwatch.GetElapsedTime(started);
                slowest = took > slowest ? took : slowest;
            }

            Assert.True(deaf.All(IsCut), $"After {messages} messages {deaf.Count(d => !IsCut(d))} of {deaf.Length} are still open.");
            // Far below the 10 s that a connection may take; the machine may be busy.
            Assert.InRange(slowest, TimeSpan.Zero, TimeSpan.FromSeconds(5));
            Assert.Equal(Enumerable.Range(1, messages).Select(i => (long)i), reading.Events("MessageReceived").Select(m => m.Number("sequence")));
        }
        finally
        {
            Array.ForEach(deaf, d => d.Dispose());
        }
    }

    /// <summary>A socket with the smallest of buffers, which says that it is a hub client and then never reads again.</summary>
    private async Task<Socket> OpenDeafAsync(ChatUser user)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1024, NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, _server.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /hubs/chat?access_token={user.Token} HTTP/1.1\r\nHost: {_server.Address.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"));
        var answer = new byte[12];
        await socket.ReceiveAsync(answer);
        Assert.Equal("HTTP/1.1 101", Encoding.ASCII.GetString(answer));
        // One frame of text, masked with zeros.
        byte[] handshake = [.. "{\"protocol\":\"json\",\"version\":1}\u001e"u8];
        await socket.SendAsync((byte[])[0x81, (byte)(0x80 | handshake.Length), 0, 0, 0, 0, .. handshake]);
        return socket;
    }

    /// <summary>The server has reset the connection: asking the socket for its error does not read from it.</summary>
    private static bool IsCut(Socket socket) =>
        socket.Poll(0, SelectMode.SelectError) || (int)socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error)! != 0 || !IsEstablished(socket);

    private static bool IsEstablished(Socket socket)
    {
        try
        {
            // An empty ping frame: after a reset, writing fails.
            return socket.Send([0x8A, 0x80, 0, 0, 0, 0]) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
