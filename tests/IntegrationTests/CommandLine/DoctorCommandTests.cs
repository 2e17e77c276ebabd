using LiveChat.IntegrationTests.Support;
using Microsoft.Data.Sqlite;

namespace LiveChat.IntegrationTests.CommandLine;

/// <summary>What is wrong is found and said, whether the server runs or not, and nothing is changed or given away.</summary>
[Collection(AloneCollection.Name)]
public sealed class DoctorCommandTests(RunningServer running) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Doctor_WhenTheServerRuns_ShouldLookAtEverythingAndAskItThroughItsAddress()
    {
        var outcome = await RunAsync(
            running.DirectoryPath,
            $"--Urls={running.Process.Address}",
            "--url",
            running.Process.Address.ToString(),
            $"--PublicBaseUrl={running.Process.Address}",
            "--Jwt:SigningKey=a-secret-that-nobody-may-see-in-any-output"
        );

        foreach (
            var sentence in new[]
            {
                "All ",
                "No damage was found",
                "free of",
                "syncs in",
                "The clock is right",
                "takes, gives back and deletes",
                $"The server at {running.Process.Address.ToString().TrimEnd('/')} is ready",
                "LiveChat answers at",
                "WebSockets get through",
            }
        )
            Assert.Contains(sentence, outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("FAULT", outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody-may-see", outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.Empty(outcome.Error);
        using var ready = await running.Process.Http.GetAsync("/health/ready");
        Assert.Equal(200, (int)ready.StatusCode);
    }

    [Fact]
    public async Task Doctor_WhenSettingsAreWrong_ShouldTellAllOfThemAndNoSecret()
    {
        using var directory = new TempDirectory();

        var outcome = await RunAsync(
            directory.Path,
            "--Limits:Sned=20/10",
            "--Limits:Send=often",
            "--Messages:RecallWindow=2m",
            "--Jwt:SigningKey=too-short-a-secret"
        );

        Assert.Equal(1, outcome.ExitCode);
        foreach (
            var key in new[]
            {
                "Did you mean Limits:Send?",
                "Limits:Send must",
                "Messages:RecallWindow must",
                "Jwt:SigningKey is too short",
            }
        )
            Assert.Contains(key, outcome.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("too-short-a-secret", outcome.Output + outcome.Error, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateDirectories(directory.Path));
    }

    [Fact]
    public async Task Doctor_WhenNothingAnswersAtTheAddress_ShouldSayHowToMendIt()
    {
        var outcome = await RunAsync(running.DirectoryPath, "--language", "zh-CN", "--url", "http://127.0.0.1:1");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("http://127.0.0.1:1/ 访问不了", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("请检查域名解析、防火墙、证书和代理服务器", outcome.Output, StringComparison.Ordinal);
    }

    [SqliteFact]
    public async Task Doctor_WhenTheDatabaseIsDamaged_ShouldFindItAndChangeNothing()
    {
        using var directory = new TempDirectory();
        await using (var server = await ServerProcess.StartAsync(directory.Path))
            await server.TerminateAsync();
        var file = Path.Combine(directory.Path, "livechat.db");
        Damage(file);
        var before = await File.ReadAllBytesAsync(file);

        var outcome = await RunAsync(directory.Path);

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("The database is damaged", outcome.Output, StringComparison.Ordinal);
        Assert.Contains("restore the latest backup", outcome.Output, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file));
    }

    /// <summary>Overwrites the pages of a table behind the first ones, which hold what a file needs to be opened at all.</summary>
    private static void Damage(string path)
    {
        long page;
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=false"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "SELECT rootpage FROM sqlite_master WHERE name = 'users'";
            page = (long)command.ExecuteScalar()!;
        }

        using var file = File.OpenWrite(path);
        file.Position = (page - 1) * 4096;
        file.Write(Enumerable.Repeat((byte)0xA5, 4096).ToArray());
    }

    private static Task<Outcome> RunAsync(string directory, params string[] arguments) =>
        ServerProcess.RunAsync(directory, ["doctor", "--environment=Development", $"--DataDirectory={directory}", .. arguments]);
}
