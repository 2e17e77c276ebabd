using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using LiveChat.IntegrationTests.Support;
using Microsoft.AspNetCore.Http.Connections;

namespace LiveChat.IntegrationTests.Deploy;

/// <summary>What <c>deploy/Caddyfile</c> promises, by a real Caddy with that very file.</summary>
public class CaddyTests
{
    [CaddyFact]
    public async Task Caddy_WhenItStandsInFront_ShouldCarryWebSocketsAndUploadsAndKeepMetricsBack()
    {
        await using var server = await ChatServer.StartAsync("--ForwardedHeaders:KnownNetworks:0=127.0.0.0/8");
        await using var caddy = await DeployedCaddy.StartAsync(server.Address);
        var (buyer, merchant, conversation) = await server.CreatePairAsync();
        await using var tab = await ChatConnection.OpenAsync(
            new Uri(caddy.Address, "/hubs/chat"),
            merchant.Token,
            transports: HttpTransportType.WebSockets
        );
        await buyer.SendAsync(conversation, "through Caddy");
        await tab.WaitForAsync("MessageReceived");

        using var client = new HttpClient { BaseAddress = caddy.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", buyer.Token);
        using var form = Uploading.Form("a.txt", Uploading.TextOf(10 * 1024 * 1024));
        using var larger = Uploading.Form("a.txt", Uploading.TextOf(10 * 1024 * 1024 + 1));
        Assert.Equal(HttpStatusCode.Created, (await client.PostAsync("/api/uploads", form)).StatusCode);
        await Answer.ReadAsync(await client.PostAsync("/api/uploads", larger)).ShouldBeProblem("payload_too_large");
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync("/metrics")).StatusCode);
    }

    /// <summary>A Caddy with <c>deploy/Caddyfile</c>, in which the two addresses are put in place, without a certificate of its own.</summary>
    private sealed class DeployedCaddy : IAsyncDisposable
    {
        private readonly TempDirectory _directory;
        private readonly Process _process;

        private DeployedCaddy(TempDirectory directory, Process process, Uri address) =>
            (_directory, _process, Address) = (directory, process, address);

        public Uri Address { get; }

        public static async Task<DeployedCaddy> StartAsync(Uri server)
        {
            var directory = new TempDirectory();
            var address = new Uri($"http://127.0.0.1:{Loopback.FreePort()}");
            var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", "Caddyfile"));
            foreach (
                var (there, here) in new[]
                {
                    ("\nchat.example.com {", $"\n{{\n\tadmin off\n}}\n\n{address.GetLeftPart(UriPartial.Authority)} {{"),
                    ("127.0.0.1:8000", server.Authority),
                }
            )
            {
                Assert.Contains(there, text, StringComparison.Ordinal);
                text = text.Replace(there, here, StringComparison.Ordinal);
            }

            var path = Path.Combine(directory.Path, "Caddyfile");
            await File.WriteAllTextAsync(path, text);
            var start = new ProcessStartInfo(CaddyFactAttribute.Executable!, ["run", "--config", path, "--adapter", "caddyfile"])
            {
                Environment = { ["XDG_DATA_HOME"] = directory.Path, ["XDG_CONFIG_HOME"] = directory.Path },
            };
            var caddy = new DeployedCaddy(directory, Process.Start(start)!, address);
            using var client = new HttpClient { BaseAddress = address };
            await Eventually.Async(() => AnswersAsync(client), () => "Caddy does not answer.");
            return caddy;
        }

        public async ValueTask DisposeAsync()
        {
            if (!_process.HasExited)
                _process.Kill();
            await _process.WaitForExitAsync();
            _process.Dispose();
            _directory.Dispose();
        }

        private static async Task<bool> AnswersAsync(HttpClient client)
        {
            try
            {
                return (await client.GetAsync("/health/live")).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        }
    }
}

/// <summary>A test with a real Caddy. Without one it is skipped, or fails with the reason under <c>LIVECHAT_TEST_REQUIRE=all</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CaddyFactAttribute : FactAttribute
{
    public CaddyFactAttribute()
    {
        if (Executable is null && Environment.GetEnvironmentVariable("LIVECHAT_TEST_REQUIRE") != "all")
            Skip = "No Caddy was found. Install it (for example: apt-get install caddy).";
    }

    public static string? Executable { get; } = Array.Find(["/usr/bin/caddy", "/usr/local/bin/caddy"], File.Exists);
}
