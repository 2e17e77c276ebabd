using System.Diagnostics;
using LiveChat.IntegrationTests.Support;
using LiveChat.WebApi.CommandLine;

namespace LiveChat.IntegrationTests.Upgrades;

/// <summary>Databases of every schema that was ever installed are brought up to date by this version.</summary>
[Collection(AloneCollection.Name)]
public sealed class UpgradeTests
{
    private const string ManyRowsInSqlite = """
        WITH RECURSIVE n(i) AS (SELECT 5 UNION ALL SELECT i + 1 FROM n WHERE i < 40000)
        INSERT INTO messages (conversation_id, sequence, revision, sender_id, client_message_id, type, content, digest, created_at)
            SELECT 1, i, i + 1, 'b1', 'many-' || i, 1, 'many', zeroblob(16), 1764000001000 + i FROM n
        """;

    private const string ManyRowsInPostgreSql = """
        INSERT INTO messages (id, conversation_id, sequence, revision, sender_id, client_message_id, type, content, digest, created_at)
            SELECT 1000 + i, 1, i, i + 1, 'b1', 'many-' || i, 1, 'many', decode(repeat('00', 16), 'hex'), 1764000001000 + i
            FROM generate_series(5, 40000) AS i
        """;

    private const string IsHeldUp = """
        SELECT COUNT(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation
        WHERE c.relname = 'installation' AND NOT l.granted AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        """;

    [Fact]
    public async Task Upgrade_FromEachSchemaThatWasInstalled_ShouldKeepEverything()
    {
        Assert.NotEmpty(OldDatabase.All);
        foreach (var old in OldDatabase.All)
        {
            using var directory = new TempDirectory();
            if (!old.Exists && Environment.GetEnvironmentVariable("LIVECHAT_WRITE_DATABASES") == "1")
            {
                using var empty = new TempDirectory();
                await old.WriteAsync(empty.Path);
            }

            Assert.True(old.Exists, $"There is no database of {old}. LIVECHAT_WRITE_DATABASES=1 makes what is missing.");
            var database = await LoadAsync(old, directory);
            if (!TestDatabase.IsPostgreSql)
                // What a process leaves that was killed while it brought the database up to date.
                await database.ExecuteAsync(
                    """
                    CREATE TABLE IF NOT EXISTS "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                    INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01 00:00:00+00:00');
                    """
                );

            await UpgradeAsync(directory, database);

            await ShouldHoldAllAsync(database, messages: 5);
            var copies = Directory.GetFiles(directory.Path, "*.before-upgrade-of-*");
            if (TestDatabase.IsPostgreSql || old == OldDatabase.All[^1])
                Assert.Empty(copies);
            else
                Assert.EndsWith(old.Migration, Assert.Single(copies), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Upgrade_WhenKilledAgainAndAgain_ShouldBeCompletedByTheNextStart()
    {
        using var directory = new TempDirectory();
        var database = await LoadAsync(OldDatabase.All[0], directory);
        await database.ExecuteAsync(TestDatabase.IsPostgreSql ? ManyRowsInPostgreSql : ManyRowsInSqlite);
        string[] command = ["db", "migrate", "--environment=Development", $"--DataDirectory={directory.Path}"];
        var killed = 0;
        for (var round = 0; round < Scale.Of(20, atLeast: 3); round++)
        {
            if (!await (TestDatabase.IsPostgreSql ? KillHeldUpAsync(directory, command, database) : KillAsync(directory, command)))
                break;
            killed++;
        }

        var last = await ServerProcess.RunAsync(directory.Path, command);

        Assert.Equal((0, ""), (last.ExitCode, last.Error));
        Assert.NotEqual(0, killed);
        await ShouldHoldAllAsync(database, messages: 40_001);
        Assert.False(File.Exists(Path.Combine(directory.Path, "livechat.db.upgrading")));
    }

    /// <summary>Kills an upgrade at no moment in particular, from its first sign on.</summary>
    /// <returns>False when it had come to its end before.</returns>
    private static async Task<bool> KillAsync(TempDirectory directory, string[] command)
    {
        using var process = await ServerProcess.BeginAsync(directory.Path, command);
        await Eventually.Async(() => process.HasExited || Directory.GetFiles(directory.Path, "*.before-upgrade-of-*").Length > 0);
        var wait = Stopwatch.StartNew();
        var until = Random.Shared.Next(300);
        await Eventually.Async(() => process.HasExited || wait.ElapsedMilliseconds >= until);
        if (process.HasExited)
            return false;
        process.Kill();
        await process.WaitForExitAsync();
        return true;
    }

    /// <summary>Locks a table that a migration changes, and kills the upgrade while it waits for that lock.</summary>
    private static async Task<bool> KillHeldUpAsync(TempDirectory directory, string[] command, TestDatabase database)
    {
        await using var other = await database.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await OldDatabase.ExecuteAsync(other, "LOCK TABLE installation IN ACCESS EXCLUSIVE MODE");
        using var process = await ServerProcess.BeginAsync(directory.Path, command);
        await Eventually.Async(async () => await database.CountAsync(IsHeldUp) > 0);
        process.Kill();
        await process.WaitForExitAsync();
        return true;
    }

    private static async Task<TestDatabase> LoadAsync(OldDatabase old, TempDirectory directory)
    {
        var database = await TestDatabase.InAsync(directory.Path);
        await using var connection = await database.OpenAsync();
        await OldDatabase.ExecuteAsync(connection, (TestDatabase.IsPostgreSql ? "" : "PRAGMA foreign_keys=OFF;\n") + old.Read());
        return database;
    }

    private static async Task UpgradeAsync(TempDirectory directory, TestDatabase database)
    {
        await using var tool = await DatabaseTool.OpenAsync(
            ["--environment=Development", $"--DataDirectory={directory.Path}", .. database.Arguments],
            CancellationToken.None
        );
    }

    private static async Task ShouldHoldAllAsync(TestDatabase database, int messages)
    {
        Assert.Equal(messages, await database.CountAsync("SELECT COUNT(*) FROM messages"));
        var rows = await database.QueryAsync(
            "SELECT conversation_id, sequence, sender_id, content FROM messages WHERE id <= 5 ORDER BY id",
            row => (row.GetInt64(0), row.GetInt64(1), row.GetString(2), row.GetString(3))
        );
        Assert.Equal(
            [
                (1, 1, "b1", "这件还有货吗？ is it there 👍"),
                (1, 2, "m1", "yes, it's there"),
                (1, 3, "b1", ""),
                (1, 4, "b1", "unread"),
                (2, 1, "m1", "to the platform"),
            ],
            rows
        );
        Assert.Equal(
            ["1 b1 0", "1 m1 1", "2 m1 0", "2 p1 1"],
            await database.QueryAsync(
                "SELECT conversation_id, user_id, unread_count FROM participants ORDER BY conversation_id, user_id",
                row => $"{row.GetValue(0)} {row.GetString(1)} {row.GetValue(2)}"
            )
        );
        Assert.Equal(
            ["b1 买家一", "m1 商户一", "p1 Platform"],
            await database.QueryAsync("SELECT id, username FROM users ORDER BY id", row => $"{row.GetString(0)} {row.GetString(1)}")
        );
        Assert.Equal(1, await database.CountAsync("SELECT COUNT(*) FROM quick_replies WHERE content = '您好'"));
        Assert.Equal(1, await database.CountAsync("SELECT COUNT(*) FROM sessions WHERE ended_at IS NULL"));
        Assert.Equal(1, await database.CountAsync("SELECT COUNT(*) FROM installation WHERE is_demo AND length(epoch) = 16"));
        if (TestDatabase.IsPostgreSql)
            return;
        Assert.Equal(["ok"], await database.QueryAsync("PRAGMA integrity_check", row => row.GetString(0)));
        Assert.Empty(await database.QueryAsync("PRAGMA foreign_key_check", row => row.GetString(0)));
    }
}
