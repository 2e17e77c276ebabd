using System.Net.Http.Headers;
using System.Net.Http.Json;
using LiveChat.IntegrationTests.Hubs;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Security;

/// <summary>What is decided before a use case is reached: origins, hosts, proxies, headers, and what a log may show.</summary>
public class EdgeTests
{
    private const string Shop = "https://shop.example.com";

    [Theory]
    [InlineData("/hubs/chat/negotiate?negotiateVersion=1", "POST")]
    [InlineData("/HUBS/chat/negotiate?negotiateVersion=1", "POST")]
    [InlineData("/hubs/CHAT", "GET")]
    public async Task Hub_WhenTheOriginIsForeign_ShouldBeForbiddenHoweverThePathIsSpelled(string path, string method)
    {
        await using var server = await ChatServer.StartAsync($"--Cors:Origins:0={Shop}");
        var buyer = await server.CreateBuyerAsync();
        foreach (var origin in new[] { "https://evil.example.com", "null", $"{Shop}.evil.example.com", "http://shop.example.com" })
            await SendAsync(server, method, path, buyer.Token, ("Origin", origin)).ShouldBeProblem("forbidden");

        foreach (var origin in new[] { Shop, server.Address.GetLeftPart(UriPartial.Authority) })
            Assert.NotEqual(403, (await SendAsync(server, method, path, buyer.Token, ("Origin", origin))).Status);
    }

    [Fact]
    public async Task Cors_WhenTheOriginIsConfigured_ShouldLetSignalRsBrowserClientIn()
    {
        await using var server = await ChatServer.StartAsync($"--Cors:Origins:0={Shop}");
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/hubs/chat/negotiate");
        preflight.Headers.Add("Origin", Shop);
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "authorization,x-requested-with,x-signalr-user-agent");
        using var allowed = await server.Anonymous.SendAsync(preflight);

        Assert.Equal(Shop, allowed.Headers.GetValues("Access-Control-Allow-Origin").Single());
        // Its client asks with credentials by default.
        Assert.Equal("true", allowed.Headers.GetValues("Access-Control-Allow-Credentials").Single());
        Assert.Contains(
            "x-signalr-user-agent",
            allowed.Headers.GetValues("Access-Control-Allow-Headers").Single(),
            StringComparison.Ordinal
        );
        var foreign = await SendAsync(server, "GET", "/api/auth/me", null, ("Origin", "https://evil.example.com"));
        Assert.False(foreign.Headers.Contains("Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Demo_WhenCalledByAnotherHost_ShouldRefuseWithASentence()
    {
        await using var server = await ChatServer.StartAsync("--AllowedHosts=chat.example.com;*.tunnel.example.com");
        foreach (var host in new[] { "evil.example.com", "localhost.evil.example.com", "203.0.113.7", "tunnel.example.com" })
            Assert.Contains(
                "AllowedHosts",
                (await SendAsync(server, "GET", "/health/live", null, ("Host", host)).ShouldBeProblem("validation_failed")).Text("detail"),
                StringComparison.Ordinal
            );
        foreach (
            var host in new[]
            {
                "localhost",
                "LOCALHOST:4711",
                "127.0.0.1",
                "127.8.8.8",
                "[::1]",
                "chat.example.com",
                "a.tunnel.example.com",
            }
        )
            await SendAsync(server, "GET", "/health/live", null, ("Host", host)).ShouldBe(200);
    }

    [Theory]
    [InlineData("--ForwardedHeaders:KnownNetworks:0=127.0.0.0/8", "203.0.113.7", "203.0.113.7")]
    [InlineData("--ForwardedHeaders:KnownNetworks:0=127.0.0.0/8", "198.51.100.1, 203.0.113.7", "203.0.113.7")]
    [InlineData("--ForwardedHeaders:KnownNetworks:0=10.0.0.0/8", "203.0.113.7", "127.0.0.1")]
    [InlineData("--Limits:Enabled=true", "203.0.113.7", "127.0.0.1")]
    public async Task Address_WhenAProxySpeaksForAClient_ShouldBeBelievedFromKnownNetworksAlone(
        string setting,
        string forwardedFor,
        string expected
    )
    {
        await using var server = await ChatServer.StartAsync(setting);
        var login = new HttpRequestMessage(HttpMethod.Post, "/api/auth/login")
        {
            Content = JsonContent.Create(new { username = "admin", password = server.AdminPassword }),
        };
        login.Headers.Add("X-Forwarded-For", forwardedFor);
        await Answer.ReadAsync(await server.Anonymous.SendAsync(login)).ShouldBe(200);

        var newest = (await server.Admin.GetAsync("/api/users/a1/sessions").ShouldBe(200)).Results()[0];
        Assert.Equal(expected, newest.Text("address"));
    }

    [Fact]
    public async Task LoginFailures_WhenClientsComeThroughAProxy_ShouldCountEachForItself()
    {
        await using var server = await ChatServer.StartAsync(
            "--Limits:Enabled=true",
            "--Limits:LoginFailures=2/900",
            "--ForwardedHeaders:KnownNetworks:0=127.0.0.0/8"
        );
        Task<Answer> Fail(string address) =>
            SendAsync(
                server,
                "POST",
                "/api/auth/login",
                null,
                ("X-Forwarded-For", address),
                JsonContent.Create(new { username = "admin", password = "wrong" })
            );

        await Fail("203.0.113.1").ShouldBeProblem("unauthenticated");
        await Fail("203.0.113.1").ShouldBeProblem("unauthenticated");
        await Fail("203.0.113.1").ShouldBeProblem("rate_limited");
        await Fail("203.0.113.2").ShouldBeProblem("unauthenticated");
    }

    [Theory]
    [InlineData("/api/auth/me")]
    [InlineData("/API/nope")]
    [InlineData("/hubs/chat/negotiate")]
    [InlineData("/health/live")]
    [InlineData("/chat")]
    [InlineData("/media/nope")]
    public async Task Answer_WhereverItComesFrom_ShouldTellBrowsersWhatNotToDo(string path)
    {
        await using var server = await ChatServer.StartAsync();
        using var response = await server.Anonymous.GetAsync(path);

        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("no-referrer", response.Headers.GetValues("Referrer-Policy").Single());
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        if (path.StartsWith("/api", StringComparison.OrdinalIgnoreCase) || path.StartsWith("/hubs", StringComparison.Ordinal))
            Assert.Equal("no-store, private", response.Headers.CacheControl!.ToString());
    }

    [Theory]
    [InlineData("""{"user_id":"b1","ignored":"a\u0000b"}""")]
    [InlineData("""{"user_id":"b1","ignored":{"deep":["\ud800"]}}""")]
    [InlineData("""{"user_id":"b1","a\u0000b":1}""")]
    public async Task Body_WhenItHoldsWhatIsNoText_ShouldBeRefusedAlsoInWhatIsIgnored(string body)
    {
        await using var server = await ChatServer.StartAsync();
        await server.Admin.PostTextAsync("/api/auth/demo", body).ShouldBeProblem("validation_failed");
        await server.Admin.PostTextAsync("/api/auth/demo", """{"user_id":"b1","ignored":"\\u0000 \ud83d\ude00"}""").ShouldBe(200);
    }

    [Fact]
    public async Task Log_WhenItIsAskedForEverything_ShouldShowNoTokenPasswordOrMessage()
    {
        using var directory = new TempDirectory();
        await using var server = await ServerProcess.StartAsync(
            directory.Path,
            "--Logging:LogLevel:Default=Trace",
            "--Logging:LogLevel:Microsoft=Trace",
            "--Logging:LogLevel:Microsoft.EntityFrameworkCore=Trace",
            "--Logging:LogLevel:Microsoft.AspNetCore.Server.Kestrel.BadRequests=Trace"
        );
        using var signedIn = await server.SignInAsync("/api/auth/demo", new { user_id = "b1" });
        var token = signedIn.DefaultRequestHeaders.Authorization!.Parameter!;
        await server.Http.PostAsJsonAsync("/api/auth/login", new { username = "admin", password = "secret-password-1" });
        var conversation = (
            await Answer.ReadAsync(await signedIn.PostAsJsonAsync("/api/conversations", new { target_user_id = "m1" }))
        ).Body.Id();
        await signedIn.PostAsJsonAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft("secret-message-1"));
        using (var hub = await RawHub.OpenAsync(server.Address, token, "&lang=en"))
        {
            await hub.SendAsync(
                $$"""{"type":1,"invocationId":"1","target":"SendMessage","arguments":[{"conversation_id":{{conversation}},"client_message_id":"x","type":"text","content":"secret-message-2"}]}"""
            );
            Assert.True((await hub.ReceiveCompletionAsync("1")).TryGetProperty("result", out _));
        }

        await server.Http.GetAsync($"/hubs/chat?access_token={token}x");
        await RawHttp.GetAsync(server.Address, $"/hubs/chat\u0001?access_token={token}", token);
        await server.Http.GetAsync($"/chat?token={token}&target=m1");
        await server.Http.GetAsync("/health/live");
        await Eventually.Async(() => server.Banner.Contains("/health/live", StringComparison.Ordinal));
        var log = server.Banner;

        Assert.Contains("/hubs/chat", log, StringComparison.Ordinal);
        Assert.Contains("SendMessage", log, StringComparison.Ordinal);
        foreach (var secret in new[] { token.Split('.')[2], token.Split('.')[1], "secret-password", "secret-message" })
            Assert.DoesNotContain(secret, log, StringComparison.Ordinal);
    }

    private static Task<Answer> SendAsync(
        ChatServer server,
        string method,
        string path,
        string? token,
        (string Name, string Value) header,
        HttpContent? content = null
    ) => SendAsync(server.Anonymous, method, path, token, header, content);

    private static async Task<Answer> SendAsync(
        HttpClient client,
        string method,
        string path,
        string? token,
        (string Name, string Value) header,
        HttpContent? content
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
        request.Headers.Add(header.Name, header.Value);
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await Answer.ReadAsync(await client.SendAsync(request));
    }
}
