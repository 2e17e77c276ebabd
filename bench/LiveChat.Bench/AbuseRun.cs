using System.Net.Sockets;
using System.Text;

namespace LiveChat.Bench;

/// <summary>The abuser's end of a run: their clients, and what they were told.</summary>
internal sealed class AbuseRun(int port, string token)
{
    private int _asked;
    private int _refused;

    public int Port => port;

    public string Token => token;

    public int Asked => _asked;

    /// <summary>With 429 or 503.</summary>
    public int Refused => _refused;

    public HttpClient CreateClient(bool isSignedIn)
    {
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        if (isSignedIn)
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return http;
    }

    public async Task<HttpResponseMessage> SendAsync(Func<Task<HttpResponseMessage>> send)
    {
        var answer = await send();
        Interlocked.Increment(ref _asked);
        if ((int)answer.StatusCode is 429 or 503)
            Interlocked.Increment(ref _refused);
        return answer;
    }

    public void Count(ReadOnlySpan<byte> record) => Interlocked.Increment(ref _asked);

    /// <summary>Asks again and again, so many at once.</summary>
    public async Task RepeatAsync(
        int atOnce,
        Func<HttpClient, int, CancellationToken, Task<HttpResponseMessage>> ask,
        CancellationToken cancellationToken,
        bool isSignedIn = false
    )
    {
        using var http = CreateClient(isSignedIn);
        var number = 0;
        await Task.WhenAll(
            Enumerable
                .Range(0, atOnce)
                .Select(async _ =>
                {
                    while (!cancellationToken.IsCancellationRequested)
                    {
                        try
                        {
                            using var answer = await SendAsync(() => ask(http, Interlocked.Increment(ref number), cancellationToken));
                        }
                        catch (HttpRequestException)
                        {
                            // The connection was cut; that is an answer too.
                            Interlocked.Increment(ref _refused);
                        }
                    }
                })
        );
    }

    /// <summary>Holds so many unfinished requests open, and begins another one for each that is cut.</summary>
    public async Task HoldAsync(int count, string beginning, CancellationToken cancellationToken)
    {
        var bytes = Encoding.ASCII.GetBytes(beginning);
        await Task.WhenAll(
            Enumerable
                .Range(0, count)
                .Select(async _ =>
                {
                    while (!cancellationToken.IsCancellationRequested)
                    {
                        try
                        {
                            using var client = new TcpClient();
                            await client.ConnectAsync("127.0.0.1", port, cancellationToken);
                            Interlocked.Increment(ref _asked);
                            await client.GetStream().WriteAsync(bytes, cancellationToken);
                            while (await client.GetStream().ReadAsync(new byte[4096], cancellationToken) > 0)
                            {
                                // It is told something before it is cut.
                            }
                        }
                        catch (Exception exception) when (exception is IOException or SocketException) { }

                        Interlocked.Increment(ref _refused);
                        await Task.Delay(500, cancellationToken);
                    }
                })
        );
    }

    /// <summary>Connects, asks for something small and hangs up, again and again.</summary>
    public Task ConnectAsync(int atOnce, CancellationToken cancellationToken) =>
        Task.WhenAll(
            Enumerable
                .Range(0, atOnce)
                .Select(async _ =>
                {
                    while (!cancellationToken.IsCancellationRequested)
                    {
                        using var http = new KeepAliveClient(port, null);
                        await http.ConnectAsync(cancellationToken);
                        await http.GetAsync("/health/live", cancellationToken);
                        Interlocked.Increment(ref _asked);
                    }
                })
        );
}
