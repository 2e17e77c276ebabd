using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.IntegrationTests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.IntegrationTests.Persistence;

[Collection(RestTests.Name)]
public sealed class DatabaseTests(ChatServer server)
{
    [Fact]
    public async Task Migrations_WhenTheModelIsAsItIs_ShouldLackNothing()
    {
        await using var scope = server.Services.CreateAsyncScope();
        var database = scope.ServiceProvider.GetRequiredService<LiveChatDbContext>().Database;

        Assert.False(database.HasPendingModelChanges(), "The model has changed: add a migration (dotnet ef migrations add <Name> --project src/Infrastructure).");
        Assert.Empty(await database.GetPendingMigrationsAsync());
    }

    [Fact]
    public void Engine_WhenLoaded_ShouldBeOneThatLosesNoCommits()
    {
        using var connection = Open();

        Assert.True(Version.Parse(connection.ServerVersion) >= SqliteDatabase.OldestSafeEngine, $"The engine is {connection.ServerVersion}.");
        Assert.Equal("wal", Scalar(connection, "PRAGMA journal_mode"));
    }

    [Fact]
    public void Database_WhenInUse_ShouldHoldRelativePathsAndNoTokens()
    {
        using var connection = Open();

        Assert.Equal(0L, Scalar(connection, "SELECT COUNT(*) FROM users WHERE avatar LIKE 'http://%'"));
        Assert.Equal(0L, Scalar(connection, "SELECT COUNT(*) FROM sessions WHERE length(id) <> 32"));
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection($"Data Source={server.DatabasePath};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection;
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
