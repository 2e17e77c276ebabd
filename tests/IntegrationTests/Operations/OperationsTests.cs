using System.Text.RegularExpressions;
using LiveChat.IntegrationTests.Support;
using Microsoft.Data.Sqlite;

namespace LiveChat.IntegrationTests.Operations;

[Collection(RestTests.Name)]
public sealed partial class OperationsTests(ChatServer server)
{
    [Fact]
    public async Task Health_WhenAdminAsks_ShouldTellOfDatabaseDiskAndHub()
    {
        var buyer = await server.CreateBuyerAsync();
        await using var connection = await buyer.ConnectAsync();

        var health = await server.Admin.GetAsync("/api/admin/health").ShouldBe(200);

        health.ShouldHaveOnly("version", "runtime", "started_at", "database", "disk", "hub", "followers", "warnings", "findings", "backup");
        Assert.True(health.IsNull("backup"));
        Assert.Empty(health.GetProperty("followers").EnumerateArray());
        health.ShouldHaveTime("started_at");
        var database = health.GetProperty("database");
        Assert.Equal("ok", database.Text("status"));
        Assert.StartsWith(TestDatabase.IsPostgreSql ? "PostgreSQL 1" : "SQLite 3.", database.Text("engine"), StringComparison.Ordinal);
        Assert.True(database.Number("size_bytes") > 0);
        Assert.Equal("ok", health.GetProperty("disk").Text("status"));
        Assert.True(health.GetProperty("disk").Number("free_bytes") > 0);
        Assert.True(health.GetProperty("disk").Number("total_bytes") >= health.GetProperty("disk").Number("free_bytes"));
        Assert.True(health.GetProperty("hub").Number("connections") >= 1);
        Assert.True(health.GetProperty("hub").Number("users") >= 1);
    }

    [Fact]
    public async Task Health_WhenAdminAsks_ShouldTellWhatWasFoundOfEachKindInTheirLanguage()
    {
        foreach (var (language, text) in new[] { ("zh-CN", "可以写入、读取和删除"), ("en", "takes, gives back and deletes files") })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/admin/health")
            {
                Headers = { { "Accept-Language", language } },
            };
            var findings = (await Answer.ReadAsync(await server.Admin.Http.SendAsync(request)).ShouldBe(200)).List("findings");

            Assert.All(findings, finding => finding.ShouldHaveOnly("check", "status", "text", "advice"));
            Assert.Empty(
                new[] { "settings", "database", "disk", "clock", "files", "backup", "server" }.Except(findings.Select(f => f.Text("check")))
            );
            Assert.Contains(findings, f => f.Text("check") == "files" && f.Text("text").Contains(text, StringComparison.Ordinal));
            Assert.All(findings, f => Assert.Equal(f.Text("status") == "ok", f.IsNull("advice")));
            Assert.DoesNotContain(findings, f => f.Text("status") == "fault");
        }
    }

    [Fact]
    public async Task Connection_WhenAskedAsAWebSocketAndWithout_ShouldTellTheSame()
    {
        await using var own = await ChatServer.StartAsync("--ForwardedHeaders:KnownNetworks:0=203.0.113.0/24");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/connection")
        {
            Headers = { { "X-Forwarded-For", "203.0.113.9" } },
        };
        var seen = await Answer.ReadAsync(await own.Anonymous.SendAsync(request)).ShouldBe(200);

        seen.ShouldHaveOnly("address", "scheme", "host", "ignored_header");
        Assert.Equal("X-Forwarded-For", seen.Text("ignored_header"));
        Assert.Equal("http", seen.Text("scheme"));
        Assert.True((await Answer.ReadAsync(await own.Anonymous.GetAsync("/health/connection")).ShouldBe(200)).IsNull("ignored_header"));
    }

    [Fact]
    public async Task Health_WhenNoFileCanBeWritten_ShouldSaySo()
    {
        await using var own = await ChatServer.StartAsync();
        Assert.Equal(("ok", "ok"), await ReadStatesAsync(own));

        Directory.Delete(own.MediaPath, recursive: true);
        await File.WriteAllTextAsync(own.MediaPath, "no directory");
        Assert.Equal(("ok", "read_only"), await ReadStatesAsync(own));
        File.Delete(own.MediaPath);

        Assert.Equal(("ok", "ok"), await ReadStatesAsync(own));
    }

    [SqliteFact]
    public async Task Health_WhenAnotherProcessHoldsTheDatabase_ShouldSaySo()
    {
        await using var own = await ChatServer.StartAsync();
        await using (var other = new SqliteConnection($"Data Source={own.DatabasePath};Pooling=false"))
        {
            await other.OpenAsync();
            await using var transaction = other.BeginTransaction(deferred: false);
            Assert.Equal(("read_only", "ok"), await ReadStatesAsync(own));
        }

        Assert.Equal(("ok", "ok"), await ReadStatesAsync(own));
    }

    private static async Task<(string Database, string Disk)> ReadStatesAsync(ChatServer own)
    {
        var health = await own.Admin.GetAsync("/api/admin/health").ShouldBe(200);
        return (health.GetProperty("database").Text("status"), health.GetProperty("disk").Text("status"));
    }

    [Fact]
    public async Task Settings_WhenAdminAsks_ShouldTellValuesAndSourcesAndNoSecret()
    {
        var list = await server.Admin.GetAsync("/api/admin/settings").ShouldBe(200);

        list.ShouldHaveOnly("count", "results");
        Assert.Equal(list.Number("count"), list.Results().Count);
        var settings = list.Results().ToDictionary(s => s.Text("key"));
        Assert.All(settings.Values, s => s.ShouldHaveOnly("key", "value", "source", "is_secret"));
        Assert.Equal("arguments", settings["DataDirectory"].Text("source"));
        Assert.Equal(
            ("default", "00:02:00"),
            (settings["Messages:RecallWindow"].Text("source"), settings["Messages:RecallWindow"].Text("value"))
        );
        foreach (var secret in new[] { "Jwt:SigningKey", "Integration:ApiKeys" })
            Assert.True(settings[secret].Flag("is_secret") && settings[secret].IsNull("value"), secret);
        Assert.Equal("arguments", settings["Integration:ApiKeys"].Text("source"));
        Assert.DoesNotContain(ChatServer.ApiKey, list.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_WhenDocumented_ShouldBeTold()
    {
        var documented = File.ReadLines(Path.Combine(Repository.Root, ".env.example"))
            .Select(line => DocumentedSetting().Match(line).Groups["key"].Value)
            .Where(key => key.Length > 0 && key != "ASPNETCORE_ENVIRONMENT")
            .Select(key => key.Replace("__", ":", StringComparison.Ordinal))
            .Distinct()
            .ToList();

        var told = (await server.Admin.GetAsync("/api/admin/settings").ShouldBe(200)).Results().Select(s => s.Text("key")).ToHashSet();

        Assert.NotEmpty(documented);
        Assert.DoesNotContain(documented, key => !told.Contains(key));
    }

    /// <summary>A list is one setting, whatever stands in its places.</summary>
    [GeneratedRegex(@"^#?(?<key>[A-Za-z_]+?)(__\d+.*)?=")]
    private static partial Regex DocumentedSetting();

    [Fact]
    public async Task Overview_WhenMessagesCome_ShouldCountThemInTheirMinute()
    {
        var (buyer, _, conversation) = await server.CreatePairAsync();
        var before = await server.Admin.GetAsync("/api/admin/overview").ShouldBe(200);
        for (var i = 0; i < 3; i++)
            await buyer.SendAsync(conversation, $"message {i}");

        var after = await server.Admin.GetAsync("/api/admin/overview").ShouldBe(200);

        Assert.Equal(60, after.List("messages_by_minute").Count);
        Assert.Equal(after.Number("messages_last_minute"), after.List("messages_by_minute")[^1].GetInt64());
        Assert.True(after.Number("messages") >= before.Number("messages") + 3);
        Assert.True(after.List("messages_by_minute").Sum(m => m.GetInt64()) >= 3);
        Assert.Equal(before.Number("unanswered"), after.Number("unanswered"));
    }
}
