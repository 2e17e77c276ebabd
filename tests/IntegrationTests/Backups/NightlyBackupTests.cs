using System.Text.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Backups;

/// <summary>Backups that a server makes by itself.</summary>
public sealed class NightlyBackupTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string Backups => Path.Combine(_directory.Path, "backups");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Backup_WhenTheLastNightsIsMissing_ShouldBeMadeUpForAndTheOldestRemoved()
    {
        Directory.CreateDirectory(Backups);
        string[] old = ["livechat-20260101-180000Z.zip", "livechat-20260102-180000Z.zip", "livechat-20260103-180000Z.zip"];
        foreach (var name in (string[])[.. old, "notes.zip", "livechat-20260104-180000Z.zip.unfinished"])
            await File.WriteAllTextAsync(Path.Combine(Backups, name), "old");

        await using var server = await ChatServer.StartAsync($"--Backup:Directory={Backups}", "--Backup:Keep=2");
        JsonElement backup = default;
        await Eventually.Async(async () => !(backup = await LookAsync(server)).Flag("is_late"), deadline: TimeSpan.FromSeconds(60));

        Assert.InRange(backup.GetProperty("age_seconds").GetDouble(), 0, 120);
        Assert.True(backup.IsNull("failure"));
        await Eventually.Async(() => Directory.GetFiles(Backups).Length == 3);
        var names = Directory.GetFiles(Backups).Select(Path.GetFileName).Order(StringComparer.Ordinal).ToList();
        Assert.Equal([old[^1], "notes.zip"], [names[0]!, names[2]!]);
        var made = Path.Combine(Backups, names[1]!);
        Assert.True(new FileInfo(made).Length > 1000);
        var verified = await ServerProcess.RunAsync(_directory.Path, ["backup", "verify", made, "--environment=Development"]);
        Assert.Equal((0, ""), (verified.ExitCode, verified.Error));
    }

    [Fact]
    public async Task Backup_WhenItCanNotBeWritten_ShouldBeToldInTheConsole()
    {
        await File.WriteAllTextAsync(Backups, "no directory");

        await using var server = await ChatServer.StartAsync($"--Backup:Directory={Backups}");
        await Eventually.Async(async () => !(await LookAsync(server)).IsNull("failure"), deadline: TimeSpan.FromSeconds(60));

        var health = await server.Admin.GetAsync("/api/admin/health").ShouldBe(200);
        Assert.True(health.GetProperty("backup").Flag("is_late"));
        Assert.Contains(health.GetProperty("warnings").EnumerateArray(), w => w.GetString()!.Contains("备份", StringComparison.Ordinal));
        Assert.Contains(
            health.GetProperty("findings").EnumerateArray(),
            f => f.Text("check") == "backup" && f.Text("status") != "ok" && f.Text("advice").Length > 0
        );
    }

    private static async Task<JsonElement> LookAsync(ChatServer server) =>
        (await server.Admin.GetAsync("/api/admin/health").ShouldBe(200)).GetProperty("backup");
}
