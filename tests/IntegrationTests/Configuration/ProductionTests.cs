using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Configuration;

/// <summary>A server in production needs a key of its own, and neither it nor the demo takes the other's settings or database.</summary>
public sealed class ProductionTests : StartTests
{
    private const string GoodKey = "--Jwt:SigningKey=0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task Serve_WhenProductionHasNoKey_ShouldNameIt() => ShouldName("Jwt:SigningKey", await RunAsync("Production"));

    [Fact]
    public async Task Serve_WhenProductionIsAskedForTheDemo_ShouldRefuse()
    {
        ShouldName("Demo:Enabled", await RunAsync("Production", GoodKey, "--Demo:Enabled=true"));
        ShouldName(
            "Demo:Enabled",
            await ServerProcess.RunAsync(
                DirectoryPath,
                [GoodKey],
                null,
                ("ASPNETCORE_ENVIRONMENT", "Production"),
                ("Demo__Enabled", "true")
            )
        );
    }

    [Fact]
    public async Task Serve_WhenDatabaseIsOfTheOtherMode_ShouldRefuse()
    {
        await using (await ServerProcess.StartAsync(DirectoryPath)) { }

        ShouldName("Demo:Enabled", await RunAsync("Production", GoodKey));
        ShouldName("Demo:Enabled", await RunAsync("Development", "--Demo:Enabled=false"));
    }

    [Fact]
    public async Task Serve_WhenDatabaseIsOfProduction_ShouldRefuseTheDemo()
    {
        var migrated = await ServerProcess.RunAsync(
            DirectoryPath,
            ["db", "migrate", "--environment=Production", $"--DataDirectory={DirectoryPath}"]
        );
        Assert.Equal((0, ""), (migrated.ExitCode, migrated.Error));

        ShouldName("Demo:Enabled", await RunAsync("Development"));
    }

    [Fact]
    public async Task Demo_WhenSwitchedOff_ShouldHaveNoSuchPath()
    {
        await using var server = await ChatServer.StartAsync("--Demo:Enabled=false");

        using var body = new StringContent("""{"user_id":"b1"}""", null, "application/json");
        await Answer.ReadAsync(await server.Anonymous.PostAsync("/api/auth/demo", body)).ShouldBeProblem("not_found");
    }
}
