using LiveChat.IntegrationTests.Support;
using Npgsql;

namespace LiveChat.IntegrationTests.Persistence;

/// <summary>The PostgreSQL server that the tests start, whichever database they run on.</summary>
public sealed class PostgresServerTests
{
    [PostgresFact]
    public async Task CreateDatabase_WhenTwoAreAskedFor_ShouldGiveTwoThatKnowNothingOfEachOther()
    {
        using var one = await PostgresServer.Shared.CreateDatabaseAsync();
        using var other = await PostgresServer.Shared.CreateDatabaseAsync();

        await ReadAsync(one, "CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('你好'); SELECT text FROM notes");

        Assert.Equal("你好", await ReadAsync(one, "SELECT text FROM notes"));
        var unknown = await Assert.ThrowsAsync<PostgresException>(() => ReadAsync(other, "SELECT text FROM notes"));
        Assert.Equal(PostgresErrorCodes.UndefinedTable, unknown.SqlState);
    }

    [PostgresFact]
    public async Task Dispose_WhenSomebodyIsConnected_ShouldDropTheDatabase()
    {
        var database = await PostgresServer.Shared.CreateDatabaseAsync();
        await using var connection = await OpenAsync(database);

        database.Dispose();

        var gone = await Assert.ThrowsAsync<PostgresException>(() => OpenAsync(database));
        Assert.Equal(PostgresErrorCodes.InvalidCatalogName, gone.SqlState);
    }

    [PostgresFact]
    public async Task Server_WhenStarted_ShouldBeOfAVersionThatIsSupported()
    {
        using var database = await PostgresServer.Shared.CreateDatabaseAsync();
        await using var connection = await OpenAsync(database);

        Assert.True(connection.PostgreSqlVersion.Major >= 15, $"PostgreSQL is {connection.PostgreSqlVersion}.");
    }

    [PostgresFact]
    public async Task Start_WhenItIsToBeDurable_ShouldSyncAndEndWhenItIsDisposed()
    {
        // A server that somebody else runs is not ours to start and end.
        if (PostgresCluster.Programs is null)
            return;
        PostgresDatabase database;
        using (var server = PostgresServer.Start(isDurable: true))
        {
            database = await server.CreateDatabaseAsync();
            Assert.Equal(("on", "on"), (await ReadAsync(database, "SHOW fsync"), await ReadAsync(database, "SHOW synchronous_commit")));
        }

        await Eventually.Async(async () =>
            await Record.ExceptionAsync(() => OpenAsync(database)) is NpgsqlException and not PostgresException
        );
    }

    private static async Task<object?> ReadAsync(PostgresDatabase database, string sql)
    {
        await using var connection = await OpenAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    private static async Task<NpgsqlConnection> OpenAsync(PostgresDatabase database)
    {
        var connection = new NpgsqlConnection($"{database.ConnectionString};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }
}
