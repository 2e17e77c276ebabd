using System.Net.Http.Headers;
using System.Text;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Security;

/// <summary>Throws what nobody should send at every route: whatever comes back, it is never a 5xx, and the server serves on.</summary>
public class HostileInputTests(OpenServer open) : IClassFixture<OpenServer>
{
    private static readonly string[] Texts =
    [
        "' OR 1=1 --",
        "<script>alert(1)</script>",
        "../../etc/passwd",
        "%00",
        "%ff%fe",
        "{{7*7}}",
        "${jndi:ldap://x}",
        "٠١٢",
        "\u202Eabc",
        "9223372036854775807",
        "9223372036854775808",
        "-1",
        "0",
        "1e9",
        new string('a', 3000),
    ];

    private static readonly string[] Bodies =
    [
        "",
        "null",
        "[]",
        "1",
        "\"text\"",
        "{",
        "{\"a\":",
        "{}",
        new string('[', 5000),
        "{\"content\":1}",
        "{\"content\":\"\\u0000\",\"username\":\"\\u0000\"}",
        "{\"content\":\"\\ud800\",\"username\":\"\\ud800\",\"token\":\"\\ud800\"}",
        "{\"sequence\":1e400}",
        "{\"sequence\":99999999999999999999}",
        "{\"users\":[null]}",
        "{\"ids\":[-1]}",
        "{\"target_user_id\":{}}",
    ];

    private readonly ChatServer _server = open.Server;

    [Fact]
    public async Task Routes_WhenFedHostileInput_ShouldNeverFail()
    {
        var scene = await Scene.CreateAsync(_server);
        var requests = new List<(ChatUser? User, string Method, string Path, HttpContent? Content)>();
        foreach (var row in AccessMatrix.Routes.Where(r => r.Route.StartsWith("/api", StringComparison.Ordinal)))
        {
            foreach (var user in new[] { null, scene.Stranger, scene.Buyer })
            {
                foreach (var text in Texts)
                {
                    requests.Add((user, row.Method, Fill(row.Route, text), null));
                    requests.Add(
                        (
                            user,
                            row.Method,
                            $"{row.Path(scene).Split('?')[0]}?page={text}&page_size={text}&before={text}&from={text}&conversation_id={text}&search={text}&role={text}&reason={text}",
                            null
                        )
                    );
                }

                if (row.Body is null)
                    continue;
                requests.AddRange(
                    Bodies.Select(body => (user, row.Method, row.Path(scene), (HttpContent?)Json(Encoding.UTF8.GetBytes(body))))
                );
                requests.Add((user, row.Method, row.Path(scene), Json([0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D])));
                requests.Add(
                    (user, row.Method, row.Path(scene), new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded"))
                );
            }
        }

        var failures = new List<string>();
        foreach (var (user, method, path, content) in requests)
        {
            using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = content };
            using var response = await (user?.Http ?? _server.Anonymous).SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            if (
                (int)response.StatusCode >= 500
                || text.Contains("   at ", StringComparison.Ordinal)
                || text.Contains("SQLite", StringComparison.OrdinalIgnoreCase)
                || text.Contains("Npgsql", StringComparison.OrdinalIgnoreCase)
                || text.Contains("PostgreSQL", StringComparison.OrdinalIgnoreCase)
            )
                failures.Add(
                    $"{method} {path[..Math.Min(path.Length, 120)]}: {(int)response.StatusCode} {text[..Math.Min(text.Length, 200)]}"
                );
        }

        Assert.True(requests.Count > 2000, $"Only {requests.Count} requests were made.");
        Assert.Empty(failures);
        await scene.Admin.GetAsync("/health/ready").ShouldBe(200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData(
        "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhMSIsInJvbGUiOiJhZG1pbiIsImlzcyI6ImxpdmVjaGF0IiwiYXVkIjoibGl2ZWNoYXQiLCJleHAiOjk5OTk5OTk5OTksImp0aSI6IngifQ."
    )]
    public async Task Tokens_WhenForged_ShouldBeUnauthenticated(string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/auth/me");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await Answer.ReadAsync(await _server.Anonymous.SendAsync(request)).ShouldBeProblem("unauthenticated");
    }

    [Fact]
    public async Task Token_WhenItsRoleIsEdited_ShouldBeUnauthenticated()
    {
        var parts = (await _server.CreateBuyerAsync()).Token.Split('.');
        var payload = Encoding.UTF8.GetString(
            Convert.FromBase64String(parts[1].Replace('-', '+').Replace('_', '/').PadRight((parts[1].Length + 3) / 4 * 4, '='))
        );
        var edited = Convert
            .ToBase64String(Encoding.UTF8.GetBytes(payload.Replace("\"buyer\"", "\"admin\"", StringComparison.Ordinal)))
            .TrimEnd('=')
            .Replace('+', '-')
            .Replace('/', '_');

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/admin/overview");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", $"{parts[0]}.{edited}.{parts[2]}");
        await Answer.ReadAsync(await _server.Anonymous.SendAsync(request)).ShouldBeProblem("unauthenticated");
    }

    private static string Fill(string route, string text) =>
        System.Text.RegularExpressions.Regex.Replace(
            route,
            "\\{[^}]+\\}",
            _ => text.Contains('%', StringComparison.Ordinal) ? text : Uri.EscapeDataString(text)
        );

    private static ByteArrayContent Json(byte[] body) =>
        new(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
}
