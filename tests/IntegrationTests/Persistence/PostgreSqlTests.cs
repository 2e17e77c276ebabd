using LiveChat.Infrastructure.Persistence.PostgreSql;
using LiveChat.Infrastructure.Settings;
using LiveChat.IntegrationTests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace LiveChat.IntegrationTests.Persistence;

/// <summary>What is true of a server on PostgreSQL alone.</summary>
public sealed class PostgreSqlTests
{
    [PostgresFact]
    public async Task Start_WhenAnotherServerUsesTheDatabase_ShouldBeRefusedUntilThatOneIsGone()
    {
        using var database = await PostgresServer.Shared.CreateDatabaseAsync();
        await using (await StartAsync(database.ConnectionString))
        {
            var refused = await Assert.ThrowsAsync<SettingsException>(() => StartAsync(database.ConnectionString));
            Assert.StartsWith("Database:ConnectionString: another LiveChat server is already running on this database.", refused.Message);
        }

        var settings = new DatabaseSettings(DatabaseProvider.PostgreSql, database.ConnectionString, Durability.Full, IsDemo: true);
        using var connections = new PostgreSqlDatabase(settings);
        using var next = new ServerPlace(connections, TimeProvider.System, NullLogger<ServerPlace>.Instance);
        next.Take(isAlone: true);
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=livechat;Username=x", "Database:ConnectionString can't be opened")]
    [InlineData("Data Source=livechat.db", "Database:ConnectionString can't be read")]
    [InlineData("Username=x", "Database:ConnectionString names no host or no database.")]
    public async Task Start_WhenTheDatabaseCanNotBeUsed_ShouldSayWhy(string connectionString, string beginning) =>
        Assert.StartsWith(
            beginning,
            (await Assert.ThrowsAsync<SettingsException>(() => StartAsync(connectionString))).Message,
            StringComparison.Ordinal
        );

    private static Task<ChatServer> StartAsync(string connectionString) =>
        ChatServer.StartAsync("--Database:Provider=PostgreSql", $"--Database:ConnectionString={connectionString}");
}
