using System.Net.Http.Json;
using System.Text.Json;
using LiveChat.IntegrationTests.Hubs;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Telemetry;

/// <summary>What a server sends to a collector, by a real one.</summary>
[Collection(AloneCollection.Name)]
public sealed class TraceTests : IDisposable
{
    private const int Calls = 5;

    private static readonly string[] OwnSpans = ["livechat.writer.wait", "livechat.writer.commit", "livechat.push.wait", "livechat.push"];

    /// <summary>The only attributes that may leave.</summary>
    private static readonly string[] Attributes =
    [
        "error.type",
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "livechat.batch.size",
        "livechat.event",
        "network.protocol.version",
        "rpc.method",
        "rpc.service",
        "rpc.system",
        "url.scheme",
    ];

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Traces_WhenMessagesAreSent_ShouldLeadFromTheCallToThePushAndNameNobody()
    {
        await using var collector = await Collector.StartAsync();
        await using var server = await ServerProcess.StartAsync(_directory.Path, $"--Otlp:Endpoint={collector.Address}");
        using var buyer = await server.SignInAsync("/api/auth/demo", new { user_id = "b1" });
        using var started = await buyer.PostAsJsonAsync("/api/conversations", new { target_user_id = "m1" });
        var conversation = (await started.Content.ReadFromJsonAsync<JsonElement>()).Id();
        var token = buyer.DefaultRequestHeaders.Authorization!.Parameter!;
        using var hub = await RawHub.OpenAsync(server.Address, token);
        var callers = Enumerable.Range(0, Calls + 1).Select(_ => (Trace: NewId(32), Span: NewId(16))).ToList();

        for (var i = 0; i < Calls; i++)
        {
            await hub.SendAsync(
                $$"""
                {"type":1,"headers":{"traceparent":"00-{{callers[i].Trace}}-{{callers[
                    i
                ].Span}}-01"},"invocationId":"{{i}}","target":"SendMessage",
                "arguments":[{"conversation_id":{{conversation}},"client_message_id":"c{{i}}","type":"text","content":"zqxcanary"}]}
                """
            );
        }

        await hub.ReceiveCompletionAsync($"{Calls - 1}");
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/conversations/{conversation}/messages?access_token=zqxcanary")
        {
            Content = JsonContent.Create(ChatUser.Draft("zqxcanary")),
        };
        request.Headers.Add("traceparent", $"00-{callers[^1].Trace}-{callers[^1].Span}-01");
        request.Headers.Add("User-Agent", "zqxcanary/1.0");
        // A proxy that is not known is warned of, so that something is logged.
        request.Headers.Add("X-Forwarded-For", "192.0.2.1");
        using var answer = await buyer.SendAsync(request);
        Assert.Equal(201, (int)answer.StatusCode);
        using var lost = await buyer.GetAsync("/api/zqxcanary?token=zqxcanary");
        // What waits to be sent is sent before the server ends.
        Assert.Equal(0, (await server.TerminateAsync()).ExitCode);

        var spans = collector.ReadSpans();
        foreach (var (trace, caller) in callers)
        {
            var isRest = (trace, caller) == callers[^1];
            var door = Assert.Single(spans, s => s.TraceId == trace && s.ParentId == caller);
            if (isRest)
                Assert.Equal("POST /api/conversations/{id:long}/messages", door.Name);
            else
                Assert.EndsWith("ChatHub/SendMessage", door.Name, StringComparison.Ordinal);
            var children = spans.Where(s => s.TraceId == trace && s.ParentId == door.Id).ToDictionary(s => s.Name);
            Assert.Equal(OwnSpans.Order(), children.Keys.Order());
            var way = OwnSpans.Select(name => children[name]).ToList();
            Assert.All(way, span => Assert.True(span.Begin <= span.End));
            Assert.All(way.Zip(way.Skip(1)), pair => Assert.True(pair.First.Begin <= pair.Second.Begin));
            Assert.InRange(int.Parse(children["livechat.writer.commit"].Attributes["livechat.batch.size"], null), 1, Calls + 1);
            Assert.Equal("MessagePosted", children["livechat.push"].Attributes["livechat.event"]);
        }

        Assert.All(spans, span => Assert.Empty(span.Attributes.Keys.Except(Attributes)));
        Assert.DoesNotContain(
            spans,
            span => span.Name.Contains("hubs/", StringComparison.Ordinal) || span.Name.Contains("health", StringComparison.Ordinal)
        );
        Assert.Contains("livechat.messages.committed", collector.TextOf("metrics"), StringComparison.Ordinal);
        Assert.Contains("ForwardedHeaders:KnownNetworks", collector.TextOf("logs"), StringComparison.Ordinal);
        foreach (var kind in new[] { "traces", "metrics", "logs" })
        {
            Assert.DoesNotContain("zqxcanary", collector.TextOf(kind), StringComparison.Ordinal);
            Assert.DoesNotContain(token, collector.TextOf(kind), StringComparison.Ordinal);
        }

        Assert.DoesNotContain("127.0.0.1", collector.TextOf("traces") + collector.TextOf("metrics"), StringComparison.Ordinal);
    }

    private static string NewId(int length) => Guid.NewGuid().ToString("N")[..length];
}
