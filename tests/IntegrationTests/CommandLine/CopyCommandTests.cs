using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Persistence.Copying;
using LiveChat.IntegrationTests.Persistence;
using LiveChat.IntegrationTests.Support;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LiveChat.IntegrationTests.CommandLine;

/// <summary>A shop that has outgrown SQLite moves to PostgreSQL, and back.</summary>
public sealed class CopyCommandTests : IDisposable
{
    private readonly TempDirectory _directory = new();

    private string Grown => $"Data Source={Path.Combine(_directory.Path, "livechat.db")}";

    private string Returned => $"Data Source={Path.Combine(_directory.Path, "returned", "livechat.db")}";

    public void Dispose() => _directory.Dispose();

    [PostgresFact]
    public async Task Copy_WhenAShopMovesUpAndBack_ShouldGoOnAsBefore()
    {
        using var postgres = await PostgresServer.Shared.CreateDatabaseAsync();
        Shop shop;
        List<string> before;
        await using (var server = await StartAsync("Sqlite", Grown))
        {
            shop = await Shop.OpenAsync(server);
            before = await shop.LookAsync(server);
            await server.TerminateAsync();
        }

        var up = await CopyAsync("Sqlite", Grown, "PostgreSql", postgres.ConnectionString);

        Assert.Equal((0, ""), (up.ExitCode, up.Error));
        Assert.Matches(@"(?m)^messages +6 ", up.Output);
        Assert.Contains(Path.Combine(_directory.Path, "media"), up.Output, StringComparison.Ordinal);
        const string LogGoesOn = "SELECT COUNT(*) FROM log_places WHERE is_called AND last_value = (SELECT MAX(id) FROM messages)";
        Assert.Equal(1L, await CountAsync(postgres, LogGoesOn));
        await using (var server = await StartAsync("PostgreSql", postgres.ConnectionString))
        {
            Assert.Equal(before, await shop.LookAsync(server));
            await shop.GoOnAsync(server, 7, 0);
            before = await shop.LookAsync(server);
            await server.TerminateAsync();
        }

        var back = await CopyAsync("PostgreSql", postgres.ConnectionString, "Sqlite", Returned);

        Assert.Equal((0, ""), (back.ExitCode, back.Error));
        await using (var server = await StartAsync("Sqlite", Returned))
        {
            Assert.Equal(before, await shop.LookAsync(server));
            await shop.GoOnAsync(server, 8, 1);
            await server.TerminateAsync();
        }
    }

    [PostgresFact]
    public async Task Copy_WhenItEndsInTheMiddleOrDiffers_ShouldLeaveNothingAndBeRepeatable()
    {
        using var postgres = await PostgresServer.Shared.CreateDatabaseAsync();
        await using (var server = await StartAsync("Sqlite", Grown))
        {
            await Shop.OpenAsync(server);
            await server.TerminateAsync();
        }

        // PostgreSQL stores no such character, and messages come behind users and conversations.
        await ExecuteAsync("UPDATE messages SET content = content || char(0) WHERE id = (SELECT MAX(id) FROM messages)");
        var ended = await CopyAsync("Sqlite", Grown, "PostgreSql", postgres.ConnectionString);
        ShouldBeRefused(ended, "table messages");
        Assert.Equal(0L, await CountAsync(postgres, "SELECT COUNT(*) FROM users"));

        // What arrives is not what was sent.
        await CountAsync(
            postgres,
            """
            CREATE FUNCTION distort() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.sort_order := 7; RETURN NEW; END $$;
            CREATE TRIGGER distort BEFORE INSERT ON quick_replies FOR EACH ROW EXECUTE FUNCTION distort();
            SELECT COUNT(*) FROM users
            """
        );
        await ExecuteAsync("UPDATE messages SET content = 'mended' WHERE id = (SELECT MAX(id) FROM messages)");
        ShouldBeRefused(await CopyAsync("Sqlite", Grown, "PostgreSql", postgres.ConnectionString), "quick_replies.sort_order");
        Assert.Equal(0L, await CountAsync(postgres, "DROP TRIGGER distort ON quick_replies; SELECT COUNT(*) FROM users"));

        var repeated = await CopyAsync("Sqlite", Grown, "PostgreSql", postgres.ConnectionString);

        Assert.Equal((0, ""), (repeated.ExitCode, repeated.Error));
        Assert.NotEqual(0L, await CountAsync(postgres, "SELECT COUNT(*) FROM users"));
    }

    [PostgresFact]
    public async Task Copy_WhenADatabaseIsInUseOrHoldsSomething_ShouldRefuse()
    {
        using var postgres = await PostgresServer.Shared.CreateDatabaseAsync();
        using var foreign = await PostgresServer.Shared.CreateDatabaseAsync();
        Assert.Equal(0L, await CountAsync(foreign, "CREATE TABLE notes (text TEXT); SELECT COUNT(*) FROM notes"));
        ShouldBeRefused(await CopyAsync("Sqlite", Grown, "PostgreSql", postgres.ConnectionString), "nothing to copy");
        await using (var server = await StartAsync("Sqlite", Grown))
        {
            ShouldBeRefused(await CopyAsync("Sqlite", Grown, "PostgreSql", postgres.ConnectionString), "already running");
            await server.TerminateAsync();
        }

        ShouldBeRefused(await CopyAsync("Sqlite", Grown, "PostgreSql", foreign.ConnectionString), "another program");
        ShouldBeRefused(await CopyAsync("Sqlite", Grown, "PostgreSql", "Host=127.0.0.1;Port=1;Database=x"), "target of the copy");
        ShouldBeRefused(await CopyAsync("Sqlite", Grown, "Sqlite", Returned), "already");
        using var elsewhere = new TempDirectory();
        await using (
            var server = await ServerProcess.StartAsync(
                elsewhere.Path,
                "--Database:Provider=PostgreSql",
                $"--Database:ConnectionString={postgres.ConnectionString}"
            )
        )
        {
            ShouldBeRefused(await CopyAsync("Sqlite", Grown, "PostgreSql", postgres.ConnectionString), "already running");
            await server.TerminateAsync();
        }

        ShouldBeRefused(await CopyAsync("Sqlite", Grown, "PostgreSql", postgres.ConnectionString), "is not empty");
        ShouldBeRefused(await CopyAsync("PostgreSql", postgres.ConnectionString, "Sqlite", Grown), "is not empty");
        ShouldBeRefused(await CopyAsync("PostgreSql", postgres.ConnectionString, "Sqlite", "Data Source=:memory:"), "names no file");
    }

    [Theory]
    [InlineData("--to")]
    [InlineData("MySql", "--to", "MySql", "Server=localhost")]
    [InlineData("connection string", "--to", "PostgreSql")]
    public async Task Copy_WhenTheTargetIsNotNamed_ShouldSaySoInOneLine(string words, params string[] arguments) =>
        ShouldBeRefused(
            await ServerProcess.RunAsync(_directory.Path, ["db", "copy", .. arguments, $"--DataDirectory={_directory.Path}"]),
            words
        );

    [Theory]
    [MemberData(nameof(DatabaseTests.Engines), MemberType = typeof(DatabaseTests), DisableDiscoveryEnumeration = true)]
    public void Tables_WhenTheModelHasThem_ShouldAllBeCopiedButTheLog(LiveChatDbContext context)
    {
        var tables = CopiedTable.AllOf(context.Model);

        Assert.Equal(
            context.Model.GetEntityTypes().Select(e => e.ClrType.Name).Order(StringComparer.Ordinal),
            tables.Select(t => t.EntityType.Name).Order(StringComparer.Ordinal)
        );
        Assert.Equal(["events", "followers"], tables.Where(t => !t.IsCopied).Select(t => t.Name).Order(StringComparer.Ordinal));
        Assert.All(
            context.Model.GetEntityTypes(),
            e =>
                Assert.Equal(
                    e.GetProperties().Count(),
                    tables.Single(t => t.EntityType == e.ClrType).Columns.Select(c => c.Name).Distinct().Count()
                )
        );
    }

    private static void ShouldBeRefused(Outcome outcome, string words)
    {
        Assert.Equal(1, outcome.ExitCode);
        Assert.Contains(words, Assert.Single(outcome.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(outcome.Output);
    }

    private static async Task<long> CountAsync(PostgresDatabase database, string sql)
    {
        await using var connection = new NpgsqlConnection($"{database.ConnectionString};Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"{Grown};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private Task<ServerProcess> StartAsync(string provider, string connectionString) =>
        ServerProcess.StartAsync(
            _directory.Path,
            $"--Database:Provider={provider}",
            $"--Database:ConnectionString={connectionString}",
            "--PublicBaseUrl=http://localhost:8000"
        );

    private Task<Outcome> CopyAsync(string fromProvider, string from, string toProvider, string to) =>
        ServerProcess.RunAsync(
            _directory.Path,
            [
                "db",
                "copy",
                "--to",
                toProvider,
                to,
                "--environment=Development",
                $"--DataDirectory={_directory.Path}",
                $"--Database:Provider={fromProvider}",
                $"--Database:ConnectionString={from}",
            ]
        );
}
