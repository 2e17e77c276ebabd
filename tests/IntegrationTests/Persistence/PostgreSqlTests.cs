using LiveChat.Infrastructure.Persistence.PostgreSql;
using LiveChat.Infrastructure.Settings;
using LiveChat.IntegrationTests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

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

    /// <summary>A snapshot in a transaction that stays open would keep every version of each row, and slow the messages down.</summary>
    [PostgresFact]
    public async Task Server_WhenItHoldsItsPlace_ShouldKeepNoSnapshot()
    {
        const string Holders = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'";
        using var database = await PostgresServer.Shared.CreateDatabaseAsync();
        await using var server = await StartAsync(database.ConnectionString);

        await Eventually.Async(async () => await database.CountAsync(Holders) > 0);
        Assert.Equal(0, await database.CountAsync($"{Holders} AND backend_xmin IS NOT NULL"));
    }

    [Theory]
    [InlineData("", 40, 5)]
    [InlineData(";Maximum Pool Size=7;Timeout=9", 7, 9)]
    public void DataSource_WhenTheConnectionStringNamesNoLimits_ShouldHaveOurs(string limits, int connections, int timeout)
    {
        var settings = new DatabaseSettings(DatabaseProvider.PostgreSql, $"Host=x;Database=y{limits}", Durability.Full, IsDemo: true);
        using var database = new PostgreSqlDatabase(settings);

        var complete = new NpgsqlConnectionStringBuilder(database.DataSource.ConnectionString);

        Assert.Equal((connections, timeout), (complete.MaxPoolSize, complete.Timeout));
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
