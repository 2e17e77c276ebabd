using System.Diagnostics;
using System.Text.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>One tab: whose it is, and what it has open.</summary>
internal sealed record Tab(string User, string Token, IReadOnlyList<TabConversation> Conversations);

internal sealed record TabConversation(long Id, long Revision);

/// <summary>Many tabs of the web client's own modules (src/WebClient/soak), in one process of Node.</summary>
internal sealed class Tabs : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };
    private static readonly string WebClient = Path.Combine(Repository.Root, "src", "WebClient");

    private readonly Process _process;

    private Tabs(Process process) => _process = process;

    /// <summary>Why there can be none here, or null.</summary>
    public static string? MissingReason { get; } =
        !HasNode() ? "Node.js was not found. Install version 20.19 or later."
        : !Directory.Exists(Path.Combine(WebClient, "node_modules", "vite"))
            ? "The web client's packages are not installed: run npm ci in src/WebClient."
        : null;

    /// <param name="fillsNoGaps">For the test of the tests: clients that never ask for what they lack.</param>
    /// <param name="hurries">They connect again sooner than a page would, so that a short run sees many connections.</param>
    public static async Task<Tabs> OpenAsync(Uri origin, IReadOnlyList<Tab> tabs, bool fillsNoGaps, bool hurries)
    {
        Assert.Null(MissingReason);
        using (
            var build = Start(
                Path.Combine("node_modules", "vite", "bin", "vite.js"),
                "build",
                "--config",
                "soak/vite.config.ts",
                "--logLevel",
                "error"
            )
        )
        {
            var said = await build.StandardError.ReadToEndAsync();
            await build.WaitForExitAsync();
            Assert.True(build.ExitCode == 0, said);
        }

        var opened = new Tabs(Start(Path.Combine("node_modules", ".soak", "main.js")));
        await opened.AskAsync(
            JsonSerializer.Serialize(
                new
                {
                    origin = origin.GetLeftPart(UriPartial.Authority),
                    members = tabs,
                    fillsNoGaps,
                    hurries,
                },
                Json
            )
        );
        return opened;
    }

    /// <summary>How often they all together have come back so far.</summary>
    public async Task<long> CountReconnectsAsync() => (await AskAsync("count")).Number("reconnects");

    /// <summary>Until each of them has a connection.</summary>
    public async Task WaitForConnectedAsync()
    {
        long unconnected = 0;
        await Eventually.Async(
            async () => (unconnected = (await AskAsync("count")).Number("unconnected")) == 0,
            () => $"{unconnected} have no connection.",
            TimeSpan.FromMinutes(2)
        );
    }

    /// <summary>How many messages they have written so far.</summary>
    public async Task<long> CountWrittenAsync() => (await AskAsync("count")).Number("written");

    /// <summary>How long each of them was without a connection, each time.</summary>
    public async Task<IReadOnlyList<TimeSpan>> GapsAsync() =>
        [.. (await AskAsync("gaps")).List("gaps").Select(g => TimeSpan.FromMilliseconds(g.GetDouble()))];

    /// <summary>They do nothing more of their own; what they have begun goes on.</summary>
    public Task RestAsync() => AskAsync("rest");

    /// <summary>What each of them would show.</summary>
    public Task<JsonElement> ShowAsync() => AskAsync("show");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<JsonElement> AskAsync(string line)
    {
        await _process.StandardInput.WriteLineAsync(line);
        await _process.StandardInput.FlushAsync();
        var answer = await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return answer is null
            ? throw new InvalidOperationException($"The tabs ended: {await _process.StandardError.ReadToEndAsync()}")
            : JsonElement.Parse(answer);
    }

    private static bool HasNode()
    {
        try
        {
            using var node = Process.Start(new ProcessStartInfo("node", ["--version"]) { RedirectStandardOutput = true })!;
            node.WaitForExit();
            return node.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static Process Start(params string[] arguments) =>
        Process.Start(
            new ProcessStartInfo("node", arguments)
            {
                WorkingDirectory = WebClient,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                // The proxies of the tests have certificates of their own.
                Environment = { ["NODE_TLS_REJECT_UNAUTHORIZED"] = "0", ["NODE_NO_WARNINGS"] = "1" },
            }
        )!;
}

/// <summary>
/// A test with the web client's modules in Node. Without it it is skipped, or fails with the reason under <c>LIVECHAT_TEST_REQUIRE=all</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("LIVECHAT_TEST_REQUIRE") != "all")
            Skip = Tabs.MissingReason;
    }
}
