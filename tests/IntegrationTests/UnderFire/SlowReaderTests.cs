using System.Diagnostics;
using System.Net.Sockets;
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
        var deaf = await Task.WhenAll(Enumerable.Range(0, Scale.Of(50, atLeast: 3)).Select(_ => SilentSocket.OpenAsync(merchant, _server.Address)));
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
