using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Hubs;

/// <summary>The hub's protocol by hand: what a client of our own library would refuse to say, or would put into other words.</summary>
internal sealed class RawHub : IDisposable
{
    private const char Separator = '\u001e';

    private readonly ClientWebSocket _socket = new();
    private readonly Queue<JsonElement> _messages = new();
    private readonly StringBuilder _text = new();
    private readonly byte[] _buffer = new byte[16 * 1024];

    public static async Task<RawHub> OpenAsync(Uri address, string token, string query = "")
    {
        var hub = new RawHub();
        await hub._socket.ConnectAsync(new Uri($"ws://{address.Authority}/hubs/chat?access_token={token}{query}"), CancellationToken.None);
        await hub.SendAsync("""{"protocol":"json","version":1}""");
        return hub;
    }

    public Task SendAsync(string message) => SendBytesAsync(Encoding.UTF8.GetBytes(message + Separator));

    /// <summary>A frame as it is, whether or not it is a message.</summary>
    public Task SendBytesAsync(byte[] frame, WebSocketMessageType type = WebSocketMessageType.Text) =>
        _socket.SendAsync(frame, type, true, CancellationToken.None);

    /// <summary>Whether the server still answers on this connection; false when it has closed it.</summary>
    public async Task<bool> IsServedAsync()
    {
        try
        {
            await SendAsync("""{"type":1,"invocationId":"still-there","target":"GetHeads","arguments":[{}]}""");
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (true)
            {
                var received = await _socket.ReceiveAsync(_buffer, deadline.Token);
                if (received.MessageType == WebSocketMessageType.Close)
                    return false;
                _text.Append(Encoding.UTF8.GetString(_buffer, 0, received.Count));
                if (_text.ToString().Contains("still-there", StringComparison.Ordinal))
                    return true;
            }
        }
        catch (WebSocketException)
        {
            return false;
        }
    }

    /// <summary>The answer to a call; what comes before it is passed over.</summary>
    public async Task<JsonElement> ReceiveCompletionAsync(string invocationId)
    {
        while (true)
        {
            var message = await ReceiveAsync();
            if (message.TryGetProperty("type", out var type) && type.GetInt32() == 3 && message.Text("invocationId") == invocationId)
                return message;
        }
    }

    /// <summary>What the server says before it closes; what comes before that is passed over.</summary>
    public async Task<JsonElement> ReceiveCloseAsync()
    {
        while (true)
        {
            var message = await ReceiveAsync();
            if (message.TryGetProperty("type", out var type) && type.GetInt32() == 7)
                return message;
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<JsonElement> ReceiveAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (_messages.Count == 0)
        {
            var received = await _socket.ReceiveAsync(_buffer, deadline.Token);
            Assert.NotEqual(WebSocketMessageType.Close, received.MessageType);
            _text.Append(Encoding.UTF8.GetString(_buffer, 0, received.Count));
            var parts = _text.ToString().Split(Separator);
            _text.Clear().Append(parts[^1]);
            foreach (var part in parts[..^1])
                _messages.Enqueue(JsonElement.Parse(part));
        }

        return _messages.Dequeue();
    }
}
