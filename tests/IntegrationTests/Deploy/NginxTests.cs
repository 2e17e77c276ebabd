using System.Net;
using System.Net.Http.Headers;
using LiveChat.IntegrationTests.Media;
using LiveChat.IntegrationTests.Support;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace LiveChat.IntegrationTests.Deploy;

/// <summary>What <c>deploy/nginx.conf</c> promises, by a real nginx with that very file.</summary>
public class NginxTests
{
    private const int Tries = 20;

    [NginxTheory]
    [InlineData(HttpTransportType.WebSockets)]
    [InlineData(HttpTransportType.ServerSentEvents)]
    [InlineData(HttpTransportType.LongPolling)]
    public async Task Hub_WhenOneServerStandsBehind_ShouldPushOverEachTransport(HttpTransportType transport)
    {
        await using var server = await ChatServer.StartAsync("--ForwardedHeaders:KnownNetworks:0=127.0.0.0/8");
        await using var nginx = await DeployedNginx.StartAsync(server.Address);
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await using var hub = new HubConnectionBuilder()
            .WithUrl(
                new Uri(nginx.Address, "/hubs/chat"),
                options =>
                {
                    options.Transports = transport;
                    options.AccessTokenProvider = () => Task.FromResult<string?>(merchant.Token);
                    options.HttpMessageHandlerFactory = _ => new HttpClientHandler
                    {
                        ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
                    };
                    options.WebSocketConfiguration = socket =>
                        socket.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost";
                }
            )
            .Build();
        var heard = new TaskCompletionSource();
        hub.On<object>("MessageReceived", _ => heard.TrySetResult());
        await hub.StartAsync();

        await buyer.SendAsync(conversation, "through nginx");

        await heard.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [NginxFact]
    public async Task Upload_WhenALittleTooLargeOrFarTooLarge_ShouldBeTooLarge()
    {
        await using var server = await ChatServer.StartAsync("--ForwardedHeaders:KnownNetworks:0=127.0.0.0/8");
        await using var nginx = await DeployedNginx.StartAsync(server.Address);
        var buyer = await server.CreateBuyerAsync();
        using var client = nginx.CreateClient();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", buyer.Token);
        using var form = Uploading.Form("a.txt", Uploading.TextOf(10 * 1024 * 1024));
        using var larger = Uploading.Form("a.txt", Uploading.TextOf(10 * 1024 * 1024 + 1));
        using var far = new LargeForm(40 * 1024 * 1024, saysItsLength: true);

        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/api/uploads", form)).StatusCode);
        await Answer.ReadAsync(await client.PostAsync("/api/uploads", larger)).ShouldBeProblem("payload_too_large");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await client.PostAsync("/api/uploads", far)).StatusCode);
    }

    [NginxFact]
    public async Task Request_WhenItComesThroughNginx_ShouldCarryTheAddressAndTheSchemeOfTheClient()
    {
        var headers = new TaskCompletionSource<(string Client, string Scheme, string Host)>();
        await using var server = await StandIn.StartAsync(
            "1",
            context =>
            {
                if (context.Request.Path == "/api/users")
                    headers.TrySetResult(
                        (
                            $"{context.Request.Headers["X-Forwarded-For"]}",
                            $"{context.Request.Headers["X-Forwarded-Proto"]}",
                            $"{context.Request.Host}"
                        )
                    );
                return Task.FromResult(false);
            }
        );
        await using var nginx = await DeployedNginx.StartAsync(server.Address);
        using var client = nginx.CreateClient();

        await client.GetStringAsync("/api/users");

        Assert.Equal(("127.0.0.1", "https", nginx.Address.Authority), await headers.Task);
        // Behind it nothing tells that the caller came from elsewhere, so nginx refuses it itself.
        using var metrics = await client.GetAsync("/Metrics");
        Assert.Equal(404, (int)metrics.StatusCode);
    }

    [NginxFact]
    public async Task Hub_WhenAConnectionWasNegotiated_ShouldGoBackToItsServer()
    {
        await using var first = await StandIn.StartAsync("1");
        await using var second = await StandIn.StartAsync("2");
        await using var nginx = await DeployedNginx.StartAsync(first.Address, second.Address);
        using var client = nginx.CreateClient();
        for (var i = 0; i < Tries; i++)
        {
            foreach (var server in new[] { "1", "2" })
            {
                Assert.Equal(server, await client.GetStringAsync($"/hubs/chat?lang=en&id=livechat-{server}.a{i}&access_token=token"));
                using var sent = await client.PostAsync($"/hubs/chat?id=livechat-{server}.a{i}", new StringContent("{}"));
                Assert.Equal(server, await sent.Content.ReadAsStringAsync());
            }
        }
    }

    [NginxTheory]
    [InlineData("/hubs/chat/negotiate?negotiateVersion=1", false)]
    [InlineData("/hubs/chat?access_token=token", true)]
    [InlineData("/hubs/chat?id=livechat-1.a&access_token=token", true)]
    public async Task Hub_WhenAnyServerWillDo_ShouldBeSpread(string path, bool isWebSocket)
    {
        await using var first = await StandIn.StartAsync("1");
        await using var second = await StandIn.StartAsync("2");
        await using var nginx = await DeployedNginx.StartAsync(first.Address, second.Address);
        using var client = nginx.CreateClient();
        var servers = new HashSet<string>();
        for (var i = 0; i < Tries; i++)
        {
            using var request = new HttpRequestMessage(isWebSocket ? HttpMethod.Get : HttpMethod.Post, path);
            if (isWebSocket)
            {
                request.Headers.Add("Connection", "Upgrade");
                request.Headers.Add("Upgrade", "websocket");
            }

            using var answer = await client.SendAsync(request);
            servers.Add(await answer.Content.ReadAsStringAsync());
        }

        Assert.Equal(2, servers.Count);
    }

    [NginxFact]
    public async Task Request_WhenAServerBreaksOff_ShouldBeRepeatedOnlyIfThatChangesNothing()
    {
        Task<bool> BreakOff(HttpContext context)
        {
            if (context.Request.Path == "/api/conversations")
                context.Abort();
            return Task.FromResult(false);
        }

        await using var first = await StandIn.StartAsync("1", BreakOff);
        await using var second = await StandIn.StartAsync("2", BreakOff);
        await using var nginx = await DeployedNginx.StartAsync(first.Address, second.Address);
        using var client = nginx.CreateClient();
        int Asked(string method) => first.Requests.Concat(second.Requests).Count(r => r == $"{method} /api/conversations");

        Assert.Equal(HttpStatusCode.BadGateway, (await client.PostAsync("/api/conversations", new StringContent("{}"))).StatusCode);
        Assert.Equal(1, Asked("POST"));
        Assert.Equal(HttpStatusCode.BadGateway, (await client.GetAsync("/api/conversations")).StatusCode);
        Assert.Equal(2, Asked("GET"));
    }

    [NginxFact]
    public async Task Request_WhenAServerIsGone_ShouldBeAnsweredByAnother()
    {
        await using var stays = await StandIn.StartAsync("1");
        Uri gone;
        await using (var goes = await StandIn.StartAsync("2"))
            gone = goes.Address;
        await using var nginx = await DeployedNginx.StartAsync(stays.Address, gone);
        using var client = nginx.CreateClient();
        for (var i = 0; i < Tries; i++)
        {
            using var answer = await client.PostAsync("/api/conversations", new StringContent("{}"));
            Assert.Equal("1", await answer.Content.ReadAsStringAsync());
        }
    }

    [NginxFact]
    public async Task Asset_WhenOnlyOneServerHasIt_ShouldBeFoundAndKept()
    {
        Task<bool> Old(HttpContext context)
        {
            context.Response.StatusCode = context.Request.Path.StartsWithSegments("/assets") ? 404 : 200;
            return Task.FromResult(false);
        }

        Task<bool> New(HttpContext context)
        {
            context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Task.FromResult(false);
        }

        await using var old = await StandIn.StartAsync("old", Old);
        await using var updated = await StandIn.StartAsync("new", New);
        await using var nginx = await DeployedNginx.StartAsync(old.Address, updated.Address);
        using var client = nginx.CreateClient();
        for (var i = 0; i < Tries; i++)
        {
            // Kept under the first question; the second one reaches no server.
            Assert.Equal("new", await client.GetStringAsync($"/assets/chat-{i}.js"));
            Assert.Equal("new", await client.GetStringAsync($"/assets/chat-{i}.js"));
            Assert.Equal(1, updated.Requests.Count(r => r == $"GET /assets/chat-{i}.js"));
        }
    }

    /// <param name="length">Of the file, in bytes.</param>
}
