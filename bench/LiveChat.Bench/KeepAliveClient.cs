using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace LiveChat.Bench;

/// <summary>An HTTP/1.1 client of one connection that is kept, and that looks at the status alone.</summary>
internal sealed class KeepAliveClient(int port, string? token) : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[256 * 1024];
    private readonly string _common = $"Host: 127.0.0.1:{port}\r\n" + (token is null ? "" : $"Authorization: Bearer {token}\r\n");

    public Task ConnectAsync(CancellationToken cancellationToken) => _socket.ConnectAsync("127.0.0.1", port, cancellationToken).AsTask();

    /// <returns>The status of the answer, after the whole of it has come.</returns>
    public Task<int> PostAsync(string path, string json, CancellationToken cancellationToken) =>
        SendAsync(
            $"POST {path} HTTP/1.1\r\n{_common}Content-Type: application/json\r\n"
                + $"Content-Length: {Encoding.UTF8.GetByteCount(json)}\r\n\r\n{json}",
            cancellationToken
        );

    /// <inheritdoc cref="PostAsync"/>
    public Task<int> GetAsync(string path, CancellationToken cancellationToken) =>
        SendAsync($"GET {path} HTTP/1.1\r\n{_common}\r\n", cancellationToken);

    public void Dispose() => _socket.Dispose();

    private async Task<int> SendAsync(string request, CancellationToken cancellationToken)
    {
        await _socket.SendAsync(Encoding.UTF8.GetBytes(request), cancellationToken);
        var count = 0;
        while (true)
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(count), cancellationToken);
            if (received == 0)
                throw new EndOfStreamException("The server closed the connection.");
            count += received;
            if (IsComplete(_buffer.AsSpan(0, count)))
                return int.Parse(_buffer.AsSpan("HTTP/1.1 ".Length, 3), CultureInfo.InvariantCulture);
        }
    }

    private static bool IsComplete(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return false;
        var length = answer[..end].IndexOf("Content-Length: "u8);
        if (length < 0)
            return answer.EndsWith("0\r\n\r\n"u8);
        var digits = answer[(length + "Content-Length: ".Length)..];
        return answer.Length >= end + 4 + int.Parse(digits[..digits.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
    }
}
