using System.Net.Sockets;
using System.Text;

namespace LiveChat.IntegrationTests.Support;

/// <summary>Requests that a well-behaved client would refuse to send.</summary>
public static class RawHttp
{
    /// <returns>The whole answer, head and body.</returns>
    /// <param name="header">Another line of the head, each character of it a byte.</param>
    public static async Task<string> GetAsync(Uri address, string path, string token, string? header = null)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        var request =
            $"GET {path} HTTP/1.1\r\nHost: {address.Authority}\r\nAuthorization: Bearer {token}\r\n{(header is null ? "" : $"{header}\r\n")}Connection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync();
    }

    /// <summary>Connects and sends a piece of a request, of which more may follow.</summary>
    public static async Task<TcpClient> SendAsync(Uri address, string text)
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text));
        return client;
    }

    /// <summary>Whether the server has closed a connection over which it has said nothing.</summary>
    public static bool IsClosed(TcpClient client) => client.Client.Poll(0, SelectMode.SelectRead) && client.Available == 0;
}
