using System.Diagnostics;
using LiveChat.IntegrationTests.Support;
using LiveChat.IntegrationTests.UnderFire;

namespace LiveChat.IntegrationTests.Nodes;

/// <summary>What users notice when servers of several end, one after the other.</summary>
public sealed class FleetTests
{
    /// <summary>
    /// 200 tabs of the web client's modules write, read and recall while servers are killed, stopped and started again. Afterwards every
    /// message that was written is stored once, numbered without a gap, and every tab shows what the servers hold.
    /// </summary>
    [FleetFact]
    public async Task Messages_WhenServersAreKilledAndStopped_ShouldNeitherBeLostNorDoubled()
    {
        var (kills, written) = (Scale.Of(20, atLeast: 3), Scale.Of(100_000, atLeast: 1_500));
        await using var fleet = await Fleet.StartAsync();
        await using var crowd = await TabCrowd.OpenAsync(fleet[0].Http, fleet.Nginx.Address, Scale.Of(200, atLeast: 24));
        for (var ended = 0; ended < kills; ended++)
        {
            await WaitForWrittenAsync(crowd, (ended + 1) * (long)written / (kills + 1));
            var node = ended % Fleet.Count;
            if (ended % 4 == 3)
                await fleet.StopAsync(node);
            else
                await fleet.KillAsync(node);
            await WaitForWrittenAsync(crowd, (long)((ended + 1.3) * written / (kills + 1)));
            await fleet.StartAsync(node);
        }

        await WaitForWrittenAsync(crowd, written);
        await crowd.Opened.RestAsync();
        await crowd.ShouldShowAllAsync(fleet[0].Http, () => $"{kills} ends of servers", TimeSpan.FromMinutes(3));
    }

    /// <summary>Nobody loses anything by an update, and hardly anybody the connection.</summary>
    [FleetFact]
    public async Task Tabs_WhenServersAreStoppedOneAfterTheOther_ShouldBeMovedWithoutALoss()
    {
        var restarts = Scale.Of(20, atLeast: 3);
        await using var fleet = await Fleet.StartAsync();
        await using var crowd = await TabCrowd.OpenAsync(fleet[0].Http, fleet.Nginx.Address, Scale.Of(200, atLeast: 24), hurries: false);
        await crowd.Opened.WaitForConnectedAsync();
        for (var restart = 0; restart < restarts; restart++)
        {
            await fleet.StopAsync(restart % Fleet.Count);
            await fleet.StartAsync(restart % Fleet.Count);
        }

        await crowd.Opened.RestAsync();
        await crowd.ShouldShowAllAsync(fleet[0].Http, () => $"{restarts} restarts", TimeSpan.FromMinutes(3));
        var gaps = (await crowd.Opened.GapsAsync()).Order().ToList();
        Assert.NotEmpty(gaps);
        Report("without a connection", gaps);
    }

    /// <summary>No server saw the connections of a killed one close, and still nobody stays online.</summary>
    [FleetFact]
    public async Task Presence_WhenAServerIsKilled_ShouldEndForItsUsers()
    {
        await using var fleet = await Fleet.StartAsync();
        var merchant = (await fleet.CreateUsersAsync("merchant", 1))[0];
        var buyers = await fleet.CreateUsersAsync("buyer", Scale.Of(500, atLeast: 25));
        await using var tab = await ChatConnection.OpenAsync(new Uri(fleet[1].Address, "/hubs/chat"), merchant.Token);
        var pages = new List<ChatConnection>();
        foreach (var (_, token) in buyers)
        {
            await fleet.StartConversationAsync(token, merchant.Id);
            pages.Add(await ChatConnection.OpenAsync(new Uri(fleet[0].Address, "/hubs/chat"), token));
        }

        await Eventually.Async(() => Told(tab, isOnline: true) == buyers.Count, () => $"{Told(tab, isOnline: true)} are told online.");

        var killed = Stopwatch.StartNew();
        await fleet.KillAsync(0);
        await Eventually.Async(
            () => Told(tab, isOnline: false) == buyers.Count,
            () => $"{Told(tab, isOnline: false)} of {buyers.Count} are told offline.",
            TimeSpan.FromSeconds(45)
        );
        Report("until all of a killed server's users were offline", [killed.Elapsed]);
        foreach (var page in pages)
            await page.DisposeAsync();
    }

    private static int Told(ChatConnection tab, bool isOnline) =>
        tab.Events("PresenceChanged").Where(p => p.Flag("is_online") == isOnline).Select(p => p.Text("user_id")).Distinct().Count();

    private static async Task WaitForWrittenAsync(TabCrowd crowd, long count)
    {
        long written = 0;
        await Eventually.Async(
            async () => (written = await crowd.Opened.CountWrittenAsync()) >= count,
            () => $"{written} of {count} messages",
            TimeSpan.FromMinutes(10)
        );
    }

    /// <summary>Figures are for bench/README.md; nothing here depends on them.</summary>
    private static void Report(string what, List<TimeSpan> sorted) =>
        Console.WriteLine(
            $"{what}: {sorted.Count}, median {sorted[sorted.Count / 2].TotalSeconds:0.00} s, p99 {sorted[Math.Max(0, (int)(sorted.Count * 0.99) - 1)].TotalSeconds:0.00} s, longest {sorted[^1].TotalSeconds:0.00} s"
        );
}

/// <summary>
/// A test with several servers behind a proxy, and the web client's modules in Node. Without PostgreSQL, Redis, nginx or Node it is skipped,
/// or fails with the reason under <c>LIVECHAT_TEST_REQUIRE=all</c>. It runs once, with the tests on SQLite.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FleetFactAttribute : FactAttribute
{
    public FleetFactAttribute()
    {
        if (TestDatabase.IsPostgreSql)
            Skip = NodesFactAttribute.RunsOnce;
        else if (Environment.GetEnvironmentVariable("LIVECHAT_TEST_REQUIRE") != "all")
            Skip =
                PostgresServer.MissingReason
                ?? RedisServer.MissingReason
                ?? EndToEndTests.Support.NginxProcess.MissingReason
                ?? Tabs.MissingReason;
    }
}
