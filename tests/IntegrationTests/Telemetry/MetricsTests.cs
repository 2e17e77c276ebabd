using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using LiveChat.IntegrationTests.Hubs;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Telemetry;

/// <summary>What a real server tells to Prometheus.</summary>
[Collection(AloneCollection.Name)]
public sealed partial class MetricsTests(ScrapedServer scraped) : IClassFixture<ScrapedServer>
{
    private const int MostSeries = 2_000;

    /// <summary>What differs from one moment to the next without anybody's doing: generations, kinds of exceptions, statuses.</summary>
    private const int MostNewSeries = 25;

    /// <summary>Stands in everything that people bring along.</summary>
    private const string Canary = "zqxcanary";

    [Fact]
    public async Task Metrics_WhenManyPeopleCome_ShouldNeitherGrowWithThemNorNameThem()
    {
        var users = Scale.Of(10_000, 200);
        var connecting = Scale.Of(400, 20);
        await ComeAsync("first", users / 2, connecting / 2);
        var first = await Scrape.ReadAsync(scraped.Http);

        var conversations = await ComeAsync("second", users / 2, connecting / 2);
        var second = await scraped.ScrapeUntilAsync(s => s.Sum("livechat_messages_committed_total") >= connecting);

        Assert.True(second.Series.Count <= MostSeries, $"{second.Series.Count} series");
        var added = second.Series.Keys.Except(first.Series.Keys).ToList();
        Assert.True(added.Count <= MostNewSeries, string.Join('\n', added));
        Assert.DoesNotContain(Canary, second.Text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("127.0.0.1", second.Text, StringComparison.Ordinal);
        var values = second.LabelValues.ToHashSet();
        Assert.DoesNotContain(values, value => conversations.Contains(value));
        // The version alone may have a long number: that of its commit.
        Assert.All(values.Where(v => !v.Contains('+')), value => Assert.DoesNotMatch(LongNumber(), value));
    }

    [PromtoolFact]
    public async Task Metrics_WhenChecked_ShouldBeCleanInBothFormats()
    {
        await ComeAsync("checked", 4, 4);
        var scrape = await scraped.ScrapeUntilAsync(s => s.Names.Contains("livechat_push_lag_seconds_count"));

        var (exit, output) = await Promtool.RunAsync(scrape.Text, "check", "metrics");

        Assert.True(exit == 0 && output.Length == 0, output);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/metrics");
        request.Headers.Accept.ParseAdd("application/openmetrics-text; version=1.0.0");
        using var answer = await scraped.Http.SendAsync(request);
        Assert.Equal("application/openmetrics-text", answer.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("# EOF\n", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task DashboardAndAlerts_WhenTheyNameAMetric_ShouldNameOneThatIsThere()
    {
        await ComeAsync("shown", 4, 4);
        var scrape = await scraped.ScrapeUntilAsync(s =>
            s.Names.IsSupersetOf([
                "livechat_push_lag_seconds_count",
                "livechat_follower_lag_seconds",
                "dotnet_exceptions_total",
                // The backup that a server makes up for when it starts and has none.
                "livechat_backup_age_seconds",
            ])
        );

        var files = new[] { "grafana-dashboard.json", "alerts.yml" }.Select(name =>
            File.ReadAllText(Path.Combine(Repository.Root, "deploy", name))
        );
        var named = files.SelectMany(text => MetricPattern().Matches(text)).Select(m => m.Groups["name"].Value).ToHashSet();

        Assert.True(named.Count > 30);
        Assert.Empty(named.Except(scrape.Names).Except(["up"]));
        Assert.Contains(
            JsonDocument.Parse(files.First()).RootElement.GetProperty("templating").GetProperty("list").EnumerateArray(),
            variable => variable.Text("type") == "datasource"
        );
    }

    [Fact]
    public async Task Metrics_WhenTheProductDoesSomething_ShouldCountIt()
    {
        await scraped.CreateUsersAsync([("counted-b", "buyer", "counted-b"), ("counted-m", "merchant", "counted-m")]);
        using var buyer = await scraped.Server.SignInAsync("/api/auth/demo", new { user_id = "counted-b" });
        var conversation = await StartAsync(buyer, "counted-m");
        var before = await Scrape.ReadAsync(scraped.Http);

        for (var i = 0; i < 45; i++)
            await SendAsync(buyer, conversation, $"counted {i}");
        using var wrong = await scraped.Http.PostAsJsonAsync("/api/auth/login", new { username = "admin", password = "not this one" });
        using var form = new MultipartFormDataContent { { new ByteArrayContent([0x4D, 0x5A, 0]), "file", "program.exe" } };
        using var refused = await buyer.PostAsync("/api/uploads", form);
        using var text = new MultipartFormDataContent { { new StringContent("hello"), "file", "hello.txt" } };
        using var stored = await buyer.PostAsync("/api/uploads", text);

        var expected = new (string Name, string Label, double Increase)[]
        {
            ("livechat_messages_committed_total", "", 40),
            ("livechat_writer_commit_duration_seconds_count", "", 40),
            ("livechat_writer_wait_duration_seconds_count", "", 40),
            ("livechat_writer_batch_size_sum", "", 40),
            ("livechat_push_lag_seconds_count", "", 40),
            ("livechat_limits_hit_total", "limit=\"send\"", 5),
            ("livechat_sign_ins_refused_total", "means=\"password\"", 1),
            ("livechat_files_refused_total", "reason=\"not_allowed\"", 1),
            ("livechat_files_stored_total", "", 1),
        };
        var after = await scraped.ScrapeUntilAsync(s =>
            expected.All(e => s.Sum(e.Name, e.Label) - before.Sum(e.Name, e.Label) >= e.Increase)
        );
        Assert.All(
            expected.Where(e => e.Name is not ("livechat_push_lag_seconds_count")),
            e => Assert.Equal(e.Increase, after.Sum(e.Name, e.Label) - before.Sum(e.Name, e.Label))
        );
        Assert.Equal(1, after.Sum("livechat_build_info", "node=\"node\""));
    }

    /// <summary>
    /// People come, connect and write, and ask for things that are not there, in ways that nobody should.
    /// </summary>
    /// <returns>The ids of their conversations.</returns>
    private async Task<HashSet<string>> ComeAsync(string group, int users, int connecting)
    {
        var people = Enumerable
            .Range(0, users)
            .Select(i => (Id: $"{Canary}-{group}-{i}", Role: i % 2 == 0 ? "buyer" : "merchant", Name: $"{Canary} {group} {i}"))
            .ToList();
        await scraped.CreateUsersAsync(people);
        var conversations = new HashSet<string>();
        for (var i = 0; i < connecting; i += 2)
        {
            using var merchant = await scraped.Server.SignInAsync("/api/auth/demo", new { user_id = people[i + 1].Id });
            using var tab = await OpenHubAsync(merchant);
            using var buyer = await scraped.Server.SignInAsync("/api/auth/demo", new { user_id = people[i].Id });
            buyer.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue(Canary, $"{i}.0"));
            var conversation = await StartAsync(buyer, people[i + 1].Id);
            conversations.Add($"{conversation}");
            await SendAsync(buyer, conversation, $"{Canary} says {i}");
            await SendAsync(merchant, conversation, $"{Canary} answers {i}");
            foreach (
                var path in new[]
                {
                    $"/api/users/{people[i].Id}",
                    $"/api/conversations/{conversation}",
                    $"/api/{Canary}/{group}/{i}",
                    $"/{Canary}/{group}/{i}",
                    $"/media/uploads/2026/11/25/{Canary}{i}/{Canary}.png",
                    $"/api/messages?search={Canary}{i}&access_token={Canary}",
                }
            )
                (await buyer.GetAsync(path)).Dispose();
            using var odd = new HttpRequestMessage(new HttpMethod($"{Canary}{i}".ToUpperInvariant()), $"/api/users/{people[i].Id}");
            (await buyer.SendAsync(odd)).Dispose();
            await scraped.Http.PostAsJsonAsync("/api/auth/login", new { username = people[i].Name, password = $"{Canary}{i}" });
        }

        return conversations;
    }

    private Task<RawHub> OpenHubAsync(HttpClient client) =>
        RawHub.OpenAsync(scraped.Server.Address, client.DefaultRequestHeaders.Authorization!.Parameter!);

    private static async Task<long> StartAsync(HttpClient client, string other)
    {
        using var answer = await client.PostAsJsonAsync("/api/conversations", new { target_user_id = other });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).Id();
    }

    private static async Task SendAsync(HttpClient client, long conversation, string content) =>
        (await client.PostAsJsonAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft(content))).Dispose();

    /// <summary>A name in front of the labels that choose its series, or of those that a dashboard's variable takes.</summary>
    [GeneratedRegex(@"\b(?<name>[a-z][a-z_0-9]+)\{(?!\{)|label_values\((?<name>[a-z_]+)")]
    private static partial Regex MetricPattern();

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex LongNumber();
}
