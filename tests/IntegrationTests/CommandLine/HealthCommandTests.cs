using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.CommandLine;

/// <summary>The command by which a container asks its own server how it is.</summary>
public sealed class HealthCommandTests(RunningServer running) : IClassFixture<RunningServer>
{
    [Fact]
    public async Task Health_WhenTheServerIsReady_ShouldSucceedInSilence()
    {
        var outcome = await RunAsync($"--Urls=http://*:{running.Process.Address.Port}");

        Assert.Equal((0, "", ""), (outcome.ExitCode, outcome.Output, outcome.Error));
    }

    [Fact]
    public async Task Health_WhenTheServerAnswersToANameAlone_ShouldAskByThatName()
    {
        using var directory = new TempDirectory();
        await using var server = await ServerProcess.StartAsync(
            directory.Path,
            "--environment=Production",
            "--Demo:Enabled=false",
            "--Jwt:SigningKey=a-key-of-the-tests-with-more-than-32-bytes",
            "--AllowedHosts=*.shop.example"
        );

        var outcome = await RunAsync($"--Urls={server.Address}", "--AllowedHosts=*.shop.example");

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Error));
    }

    [Fact]
    public async Task Health_WhenNobodyListens_ShouldFailWithTheReason()
    {
        var outcome = await RunAsync("--Urls=http://127.0.0.1:1");

        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains("http://127.0.0.1:1", Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    private Task<Outcome> RunAsync(params string[] settings) => ServerProcess.RunAsync(running.DirectoryPath, ["health", .. settings]);
}
