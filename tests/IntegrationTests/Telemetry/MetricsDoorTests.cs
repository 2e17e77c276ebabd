using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Telemetry;

/// <summary>Who may read the metrics, and that they do not exist for anybody else.</summary>
public sealed class MetricsDoorTests : IAsyncLifetime
{
    private const string Key = "a-key-for-the-metrics";

    private ChatServer _server = null!;

    public async Task InitializeAsync() =>
        _server = await ChatServer.StartAsync($"--Metrics:Key={Key}", "--ForwardedHeaders:KnownNetworks:0=127.0.0.0/8");

    public Task DisposeAsync() => _server.DisposeAsync().AsTask();

    [Fact]
    public async Task Metrics_WhenAskedFor_ShouldOpenToThisMachineAndTheKeyAlone()
    {
        Assert.Equal(200, (await AskAsync()).Status);
        Assert.Equal(200, (await AskAsync(HttpMethod.Head)).Status);
        foreach (
            var header in new[]
            {
                "X-Forwarded-For: 192.0.2.1",
                "X-Forwarded-For: 127.0.0.1",
                "X-Forwarded-Host: chat.example.com",
                "X-Original-For: 127.0.0.1",
                "Forwarded: for=192.0.2.1",
                "X-Real-IP: 127.0.0.1",
                "Via: 1.1 proxy",
                "CF-Connecting-IP: 192.0.2.1",
            }
        )
        {
            await ShouldNotExistAsync(header);
            await ShouldNotExistAsync(header, "Authorization: Bearer a-key-for-the-metricz");
            await ShouldNotExistAsync(header, $"Authorization: Basic {Key}");
            await ShouldNotExistAsync(header, $"Authorization: Bearer {_server.Admin.Token}");
            Assert.Equal(200, (await AskAsync(null, header, $"Authorization: Bearer {Key}")).Status);
        }

        // Here it exists, so the method is what is wrong.
        Assert.Equal(405, (await AskAsync(HttpMethod.Post)).Status);
        foreach (var method in new[] { HttpMethod.Post, HttpMethod.Put, HttpMethod.Delete, HttpMethod.Options, new HttpMethod("FOO") })
            await ShouldBeAsUnknownAsync(method, "Via: 1.1 proxy");
    }

    private Task ShouldNotExistAsync(params string[] headers) => ShouldBeAsUnknownAsync(HttpMethod.Get, headers);

    /// <summary>The answer is that of a path that nothing has ever been at, but for the id of the trace.</summary>
    private async Task ShouldBeAsUnknownAsync(HttpMethod method, params string[] headers)
    {
        var (status, text, names) = await AskAsync(method, headers);
        var unknown = await AskAsync("/api/nothing-here", method, headers);
        // What is below the API may not be stored; that belongs to those paths.
        Assert.Equal(404, status);
        Assert.Equal(unknown.Status, status);
        Assert.Equal(unknown.Text, text);
        Assert.Equal(unknown.Headers.Except(["Cache-Control"]), names.Except(["Cache-Control"]));
    }

    private Task<(int Status, string Text, IReadOnlyList<string> Headers)> AskAsync(HttpMethod? method = null, params string[] headers) =>
        AskAsync("/metrics", method, headers);

    private async Task<(int Status, string Text, IReadOnlyList<string> Headers)> AskAsync(
        string path,
        HttpMethod? method,
        params string[] headers
    )
    {
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, path);
        foreach (var parts in headers.Select(h => h.Split(": ", 2)))
            request.Headers.TryAddWithoutValidation(parts[0], parts[1]);
        using var answer = await _server.Anonymous.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var end = text.IndexOf("\"trace_id\"", StringComparison.Ordinal);
        return (
            (int)answer.StatusCode,
            end < 0 ? text : text[..end],
            [.. answer.Headers.Concat(answer.Content.Headers).Select(h => h.Key).Order(StringComparer.Ordinal)]
        );
    }
}
