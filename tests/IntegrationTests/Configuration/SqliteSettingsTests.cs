using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Configuration;

/// <summary>The settings of the database file.</summary>
public sealed class SqliteSettingsTests : StartTests
{
    [SqliteTheory]
    [InlineData("livechat.db")]
    [InlineData("Data Source=/dev/null/livechat.db")]
    [InlineData("Data Source=:memory:")]
    [InlineData("Data Source=x;Mode=Memory;Cache=Shared")]
    [InlineData("Data Source=")]
    [InlineData("Data Source=livechat.db;Password=secret")]
    [InlineData("Data Source=/tmp")]
    public async Task Serve_WhenTheConnectionStringIsUnusable_ShouldNameItInOneLine(string connectionString) =>
        ShouldName("Database:ConnectionString", await RunAsync("Development", $"--Database:ConnectionString={connectionString}"));

    [SqliteFact]
    public async Task Serve_WhenTheProviderIsSpelledInAnotherWay_ShouldServe()
    {
        await using var server = await ServerProcess.StartAsync(DirectoryPath, "--Database:Provider=sqlite");

        using var ready = await server.Http.GetAsync("/health/ready");
        Assert.Equal(200, (int)ready.StatusCode);
    }

    [SqliteFact]
    public async Task Serve_WhenTheDatabaseIsNone_ShouldSaySoInOneLine()
    {
        await File.WriteAllTextAsync(Path.Combine(DirectoryPath, "livechat.db"), new string('x', 5000));

        ShouldName("Database", await RunAsync("Development"));
    }
}
