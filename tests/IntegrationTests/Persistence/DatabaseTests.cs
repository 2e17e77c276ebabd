using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Persistence.PostgreSql;
using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.IntegrationTests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.IntegrationTests.Persistence;

[Collection(RestTests.Name)]
public sealed class DatabaseTests(ChatServer server)
{
    public static TheoryData<LiveChatDbContext> Engines =>
        [
            new SqliteContext(new DbContextOptionsBuilder<SqliteContext>().UseSqlite("Data Source=:memory:").Options),
            new PostgreSqlContext(new DbContextOptionsBuilder<PostgreSqlContext>().UseNpgsql("Host=localhost").Options),
        ];

    [Theory]
    [MemberData(nameof(Engines), DisableDiscoveryEnumeration = true)]
    public void Model_WhenItIsAsItIs_ShouldLackNoMigrationOfAnyEngine(LiveChatDbContext context) =>
        Assert.False(
            context.Database.HasPendingModelChanges(),
            $"The model has changed: add a migration for {context.GetType().Name} (CONTRIBUTING.md has the command)."
        );

    [Fact]
    public async Task Migrations_WhenTheServerHasStarted_ShouldAllBeApplied()
    {
        await using var scope = server.Services.CreateAsyncScope();

        Assert.Empty(await scope.ServiceProvider.GetRequiredService<LiveChatDbContext>().Database.GetPendingMigrationsAsync());
    }

    [SqliteFact]
    public async Task Engine_WhenLoaded_ShouldBeOneThatLosesNoCommits()
    {
        var engine = Assert.Single(await server.QuerySqlAsync("SELECT sqlite_version()", row => row.GetString(0)));

        Assert.True(Version.Parse(engine) >= SqliteDatabase.OldestSafeEngine, $"The engine is {engine}.");
        Assert.Equal(["wal"], await server.QuerySqlAsync("PRAGMA journal_mode", row => row.GetString(0)));
    }

    [Fact]
    public async Task Database_WhenInUse_ShouldHoldRelativePathsAndNoTokens()
    {
        Assert.Equal(0L, await server.CountSqlAsync("SELECT COUNT(*) FROM users WHERE avatar LIKE 'http://%'"));
        Assert.Equal(0L, await server.CountSqlAsync("SELECT COUNT(*) FROM sessions WHERE length(id) <> 32"));
    }

    [SqliteFact]
    public async Task Names_WhenOfAnEarlierVersion_ShouldBeBroughtIntoOneForm()
    {
        await using var old = await ChatServer.StartAsync();
        await using (var scope = old.Services.CreateAsyncScope())
        {
            var database = scope.ServiceProvider.GetRequiredService<LiveChatDbContext>().Database;
            await database.ExecuteSqlRawAsync(
                """
                DELETE FROM __EFMigrationsHistory WHERE "MigrationId" LIKE '%_NamesInNormalForm';
                INSERT INTO users (id, username, normalized_username, role, status, description, password_hash, created_at)
                SELECT v.column1, v.column2, upper(v.column2), 1, 1, '', v.column3, v.column4 FROM (VALUES
                    ('n1', 'Rene' || char(769), NULL, 1), ('n2', 'Ame' || char(769) || 'lie', 'x', 2), ('n3', 'Zoe' || char(776), 'x', 3), ('n4', 'Zo' || char(235), 'x', 4)) AS v;
                UPDATE users SET normalized_username = 'ZO' || char(203) WHERE id = 'n4';
                """
            );
            await scope.ServiceProvider.GetRequiredService<DatabaseInitializer>().InitializeAsync();
            var names = await database
                .SqlQueryRaw<string>(
                    "SELECT id || '|' || username || '|' || normalized_username AS Value FROM users WHERE id LIKE 'n_' ORDER BY id"
                )
                .ToListAsync();

            Assert.Equal(["n1|René|RENÉ", "n2|Amélie|AMÉLIE", "n3|Zoë n3|ZOË N3", "n4|Zoë|ZOË"], names);
        }
    }
}
