using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.IntegrationTests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace LiveChat.IntegrationTests.Persistence;

/// <summary>SQLite databases of earlier versions, opened by this one.</summary>
public sealed class MigrationTests
{
    [SqliteFact]
    public async Task Migrate_WhenConversationsOnlyKnewWhetherTheyWait_ShouldSaySinceWhen()
    {
        using var directory = new TempDirectory();
        await using var db = await OpenAsync(directory, "AuditLogNoReplace");
        await db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO users (id, username, normalized_username, role, status, description, created_at)
                VALUES ('b1', 'b1', 'B1', 1, 1, '', 0), ('b2', 'b2', 'B2', 1, 1, '', 0), ('m1', 'm1', 'M1', 2, 1, '', 0), ('p1', 'p1', 'P1', 3, 1, '', 0);
            INSERT INTO conversations (id, type, pair, last_sequence, revision, created_at, updated_at, awaits_answer)
                VALUES (1, 1, 'b1 m1', 5, 6, 0, 50, 1), (2, 1, 'b2 m1', 2, 2, 0, 20, 0), (3, 1, 'm1 p1', 2, 3, 0, 20, 0), (4, 1, 'b1 p1', 0, 0, 0, 0, 0), (5, 1, 'b1 b2', 1, 1, 0, 10, 0);
            INSERT INTO participants (conversation_id, user_id, last_read_sequence, unread_count, joined_at, is_pinned, is_muted, is_marked_unread)
                VALUES (1, 'b1', 0, 0, 0, 0, 0, 0), (1, 'm1', 0, 0, 0, 0, 0, 0), (2, 'b2', 0, 0, 0, 0, 0, 0), (2, 'm1', 0, 0, 0, 0, 0, 0), (3, 'm1', 0, 0, 0, 0, 0, 0),
                    (3, 'p1', 0, 0, 0, 0, 0, 0), (4, 'b1', 0, 0, 0, 0, 0, 0), (4, 'p1', 0, 0, 0, 0, 0, 0), (5, 'b1', 0, 0, 0, 0, 0, 0), (5, 'b2', 0, 0, 0, 0, 0, 0);
            INSERT INTO messages (conversation_id, sequence, revision, sender_id, type, content, digest, recalled_at, removed_at, created_at)
                VALUES (1, 1, 1, 'b1', 1, 'answered', zeroblob(16), NULL, NULL, 10), (1, 2, 2, 'm1', 1, 'an answer', zeroblob(16), NULL, NULL, 20),
                    (1, 3, 3, 'b1', 1, '', zeroblob(16), 31, NULL, 30), (1, 4, 4, 'b1', 1, 'waits', zeroblob(16), NULL, NULL, 40), (1, 5, 5, 'b1', 1, 'and again', zeroblob(16), NULL, NULL, 50),
                    (2, 1, 1, 'b2', 1, 'answered', zeroblob(16), NULL, NULL, 10), (2, 2, 2, 'm1', 1, 'an answer', zeroblob(16), NULL, NULL, 20),
                    (3, 1, 1, 'm1', 1, 'waits', zeroblob(16), NULL, NULL, 10), (3, 2, 3, 'p1', 1, '', zeroblob(16), NULL, 21, 20),
                    (5, 1, 1, 'b1', 1, 'of one role since', zeroblob(16), NULL, NULL, 10);
            """
        );

        await db.Database.MigrateAsync();

        var rows = await db.Conversations.OrderBy(c => c.Id).ToListAsync();
        Assert.Equal([2, 2, 0, 0, 0], rows.Select(c => c.AnsweredSequence));
        Assert.Equal([4, null, 1, null, null], rows.Select(c => c.WaitingSequence));
        Assert.Equal([40, null, 10, null, null], rows.Select(c => c.WaitingSince?.ToUnixTimeMilliseconds()));
        Assert.Equal(["b1", null, "m1", null, null], rows.Select(c => c.WaitingUserId?.Value));
        Assert.All(await db.Participants.ToListAsync(), p => Assert.Equal((false, null), (p.IsDone, p.SnoozedUntil)));
    }

    /// <summary>An empty database as it was after a migration.</summary>
    private static async Task<LiveChatDbContext> OpenAsync(TempDirectory directory, string migration)
    {
        var path = new SqliteConnectionStringBuilder
        {
            DataSource = Path.Combine(directory.Path, "livechat.db"),
            Pooling = false,
        }.ToString();
        var db = new SqliteContext(new DbContextOptionsBuilder<SqliteContext>().UseSqlite(path).Options);
        SqliteEngine.AddMigrationFunctions(db);
        await db.GetService<IMigrator>().MigrateAsync(migration);
        return db;
    }
}
