using System.Net.Sockets;
using System.Text;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Limits;

/// <summary>Bodies that are large, slow or endless, from people who are not signed in.</summary>
public class SlowBodyTests
{
    private static string Login(Uri address, int length) =>
        $"POST /api/auth/login HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n";

    [Fact]
    public async Task Login_WhenTheBodyIsLarge_ShouldBeTooLarge()
    {
        await using var server = await ChatServer.StartAsync();
        var body = $$"""{"username":"a","password":"b","more":"{{new string('x', 20_000)}}"}""";
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        await Answer.ReadAsync(await server.Anonymous.PostAsync("/api/auth/login", content)).ShouldBeProblem("payload_too_large");

        // Somebody who is signed in may write long messages, and admins import long lists.
        var (buyer, _, conversation) = await server.CreatePairAsync();
        await buyer.SendAsync(conversation, new string('好', 5_000));
        await buyer
            .PostTextAsync($"/api/conversations/{conversation}/messages", $$"""{"more":"{{new string('x', 70_000)}}"}""")
            .ShouldBeProblem("payload_too_large");
        await server.Admin.PostTextAsync("/api/users", $$"""{"more":"{{new string('x', 70_000)}}"}""").ShouldBeProblem("validation_failed");
    }

    [Fact]
    public async Task Login_WhenTheBodyDoesNotCome_ShouldTimeOutAndClose()
    {
        await using var server = await ChatServer.StartAsync();
        using var client = await RawHttp.SendAsync(server.Address, Login(server.Address, 1_000) + "{");

        using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
        var answer = await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));

        Assert.StartsWith("HTTP/1.1 408", answer, StringComparison.Ordinal);
        Assert.Contains("\"request_timeout\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Connect_WhenOneHoldsManyConnections_ShouldCloseTheOldestAndLetOthersIn()
    {
        await using var server = await ChatServer.StartAsync("--Limits:Enabled=true", "--Limits:AnonymousConnectionsPerAddress=20");
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await using var tab = await merchant.ConnectAsync();
        var held = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 60; i++)
                held.Add(await RawHttp.SendAsync(server.Address, Login(server.Address, 10_000) + "{"));

            await Eventually.Async(() => held.Count(RawHttp.IsClosed) >= 40, () => $"{held.Count(RawHttp.IsClosed)} were closed.");
            Assert.False(RawHttp.IsClosed(held[^1]));
            using var newcomer = server.CreateClient();
            await Answer.ReadAsync(await newcomer.GetAsync("/health/ready")).ShouldBe(200);
            await buyer.SendAsync(conversation, "still here");
            await tab.WaitForAsync("MessageReceived");
        }
        finally
        {
            held.ForEach(c => c.Dispose());
        }
    }

    [Fact]
    public async Task Request_WhenTheLengthOfAChunkIsBeyondCounting_ShouldBeMalformed()
    {
        await using var server = await ChatServer.StartAsync();
        var buyer = await server.CreateBuyerAsync();
        foreach (var (path, type) in new[] { ("/api/auth/login", "application/json"), ("/api/uploads", "multipart/form-data; boundary=b") })
        {
            using var client = await RawHttp.SendAsync(
                server.Address,
                $"POST {path} HTTP/1.1\r\nHost: {server.Address.Authority}\r\nAuthorization: Bearer {buyer.Token}\r\nContent-Type: {type}\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\nFFFFFFFFFFFFFFFFFF\r\n{{}}\r\n0\r\n\r\n"
            );
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);

            Assert.StartsWith("HTTP/1.1 400", await reader.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Upload_WhenTheFormHasManyTinyParts_ShouldBeRefused()
    {
        await using var server = await ChatServer.StartAsync();
        var buyer = await server.CreateBuyerAsync();
        using var form = new MultipartFormDataContent();
        for (var i = 0; i < 1_000; i++)
            form.Add(new StringContent("x"), $"p{i}");
        form.Add(new ByteArrayContent(SampleFiles.Pdf()), "file", "a.pdf");

        await Answer.ReadAsync(await buyer.Http.PostAsync("/api/uploads", form)).ShouldBeProblem("validation_failed");
    }

    [Fact]
    public async Task Document_WhenAskedForAgain_ShouldNotBeMadeAgain()
    {
        await using var server = await ChatServer.StartAsync();
        var first = await server.Anonymous.GetByteArrayAsync("/openapi/v1.json");

        var text = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<WebApi.OpenApi.OpenApiText>(
            server.Services
        );
        Assert.Same(await text.GetAsync(), await text.GetAsync());
        Assert.Equal(await text.GetAsync(), first);
    }

    [Fact]
    public async Task Health_WhenAProxyThatIsNotConfiguredForwards_ShouldWarn()
    {
        await using var server = await ChatServer.StartAsync();
        Assert.Empty((await server.Admin.GetAsync("/api/admin/health").ShouldBe(200)).GetProperty("warnings").EnumerateArray());

        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { { "X-Forwarded-For", "203.0.113.9" } } };
        await server.Anonymous.SendAsync(request);

        var warning = (await server.Admin.GetAsync("/api/admin/health").ShouldBe(200))
            .GetProperty("warnings")
            .EnumerateArray()
            .Single()
            .GetString();
        Assert.Contains("ForwardedHeaders:KnownNetworks", warning, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", warning, StringComparison.Ordinal);

        await using var behind = await ChatServer.StartAsync("--ForwardedHeaders:KnownNetworks:0=127.0.0.0/8");
        using var forwarded = new HttpRequestMessage(HttpMethod.Get, "/health/live") { Headers = { { "X-Forwarded-For", "203.0.113.9" } } };
        await behind.Anonymous.SendAsync(forwarded);
        Assert.Empty((await behind.Admin.GetAsync("/api/admin/health").ShouldBe(200)).GetProperty("warnings").EnumerateArray());
    }
}
