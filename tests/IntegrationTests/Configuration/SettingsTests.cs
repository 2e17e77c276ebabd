using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Configuration;

/// <summary>A missing or unusable setting stops the start with one line that names it.</summary>
public sealed class SettingsTests : IDisposable
{
    private const string GoodKey = "--Jwt:SigningKey=0123456789abcdef0123456789abcdef";

    private readonly TempDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData("Urls", "--Urls=nonsense")]
    [InlineData("Urls", "--Urls=ftp://localhost:8000")]
    [InlineData("PublicBaseUrl", "--PublicBaseUrl=chat.example.com")]
    [InlineData("Database:Provider", "--Database:Provider=Oracle")]
    [InlineData("Redis:ConnectionString", "--Redis:ConnectionString=localhost:6379")]
    [InlineData("Database:Durability", "--Database:Durability=None")]
    [InlineData("Database:ConnectionString", "--Database:ConnectionString=Data Source=/dev/null/livechat.db")]
    [InlineData("Jwt:SigningKey", "--Jwt:SigningKey=short")]
    [InlineData("Jwt:LifetimeDays", "--Jwt:LifetimeDays=0")]
    [InlineData("Jwt:LifetimeDays", "--Jwt:LifetimeDays=week")]
    [InlineData("Demo:Enabled", "--Demo:Enabled=maybe")]
    [InlineData("Messages:RecallWindow", "--Messages:RecallWindow=-00:01:00")]
    [InlineData("Messages:RecallWindow", "--Messages:RecallWindow=soon")]
    [InlineData("Statistics:TimeZone", "--Statistics:TimeZone=Asia/Shangai")]
    [InlineData("Statistics:TimeZone", "--Statistics:TimeZone=+08:00")]
    [InlineData("Identity:RequireSecondFactorForAdmins", "--Identity:RequireSecondFactorForAdmins=maybe")]
    [InlineData("Integration:ApiKeys", "--Integration:ApiKeys:0=short")]
    [InlineData("Cors:Origins", "--Cors:Origins:0=*")]
    public async Task Serve_WhenSettingIsUnusable_ShouldNameItInOneLine(string key, string setting) =>
        ShouldName(key, await RunAsync("Development", setting));

    [Fact]
    public async Task Serve_WhenProductionHasNoKey_ShouldNameIt() => ShouldName("Jwt:SigningKey", await RunAsync("Production"));

    [Fact]
    public async Task Serve_WhenProductionIsAskedForTheDemo_ShouldRefuse()
    {
        ShouldName("Demo:Enabled", await RunAsync("Production", GoodKey, "--Demo:Enabled=true"));
        ShouldName("Demo:Enabled", await ServerProcess.RunAsync(_directory.Path, [GoodKey], null, ("ASPNETCORE_ENVIRONMENT", "Production"), ("Demo__Enabled", "true")));
    }

    [Fact]
    public async Task Serve_WhenDatabaseIsOfTheOtherMode_ShouldRefuse()
    {
        await using (await ServerProcess.StartAsync(_directory.Path))
        {
        }

        ShouldName("Demo:Enabled", await RunAsync("Production", GoodKey));
        ShouldName("Demo:Enabled", await RunAsync("Development", "--Demo:Enabled=false"));
    }

    [Fact]
    public async Task Serve_WhenDatabaseIsOfProduction_ShouldRefuseTheDemo()
    {
        var migrated = await ServerProcess.RunAsync(_directory.Path, ["db", "migrate", "--environment=Production", $"--DataDirectory={_directory.Path}"]);
        Assert.Equal((0, ""), (migrated.ExitCode, migrated.Error));

        ShouldName("Demo:Enabled", await RunAsync("Development"));
    }

    [Fact]
    public async Task Serve_WhenAddressIsTaken_ShouldSaySoInOneLine()
    {
        await using var server = await ServerProcess.StartAsync(_directory.Path);
        using var other = new TempDirectory();

        var refused = await ServerProcess.RunAsync(other.Path, ["--environment=Development", $"--DataDirectory={other.Path}", $"--Urls={server.Address.GetLeftPart(UriPartial.Authority)}"]);

        ShouldName("Urls", refused);
        Assert.Empty(refused.Output);
    }

    [Fact]
    public async Task Settings_WhenGivenInSeveralPlaces_ShouldRankArgumentsOverEnvironmentOverDotEnv()
    {
        await File.WriteAllTextAsync(Path.Combine(_directory.Path, ".env"), "Jwt__LifetimeDays=from-dotenv\n");
        Assert.Contains("'from-dotenv'", (await RunAsync("Development")).Error, StringComparison.Ordinal);

        var byEnvironment = await ServerProcess.RunAsync(_directory.Path, ["--environment=Development"], null, ("Jwt__LifetimeDays", "from-environment"));
        Assert.Contains("'from-environment'", byEnvironment.Error, StringComparison.Ordinal);

        var byArgument = await ServerProcess.RunAsync(_directory.Path, ["--environment=Development", "--Jwt:LifetimeDays=from-argument"], null, ("Jwt__LifetimeDays", "from-environment"));
        Assert.Contains("'from-argument'", byArgument.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_WhenSwitchedOff_ShouldHaveNoSuchPath()
    {
        await using var server = await ChatServer.StartAsync("--Demo:Enabled=false");

        using var body = new StringContent("""{"user_id":"b1"}""", null, "application/json");
        await Answer.ReadAsync(await server.Anonymous.PostAsync("/api/auth/demo", body)).ShouldBeProblem("not_found");
    }

    private static void ShouldName(string key, Outcome outcome)
    {
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(key, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
    }

    private Task<Outcome> RunAsync(string environment, params string[] settings) =>
        ServerProcess.RunAsync(_directory.Path, [$"--environment={environment}", $"--DataDirectory={_directory.Path}", "--Urls=http://127.0.0.1:0", .. settings]);
}
