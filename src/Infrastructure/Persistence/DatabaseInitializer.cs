using LiveChat.Application.Common;
using LiveChat.Application.Conversations;
using LiveChat.Domain.Users;
using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.Infrastructure.Settings;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>Creates, checks and migrates the database before anything else uses it.</summary>
public sealed class DatabaseInitializer(LiveChatDbContext db, SqliteDatabase database, DatabaseSettings settings, TimeProvider clock, ConversationClock conversations)
{
    /// <summary>Registers functions on the connection that migrations need and SQLite lacks.</summary>
    public static void AddMigrationFunctions(LiveChatDbContext db)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        connection.CreateFunction("normal_form", (string text) => text.ToNormalForm(), isDeterministic: true);
        connection.CreateFunction("normalized_name", (string name) => User.Normalize(name.ToNormalForm()), isDeterministic: true);
    }

    /// <summary>
    /// Creates the database if it is missing, applies the migrations, and checks that it was made for this mode (demo or production).
    /// </summary>
    /// <exception cref="SettingsException">The database can't be opened, or was made for the other mode.</exception>
    public async Task InitializeAsync(CancellationToken cancellationToken = default)
    {
        await RefuseForeignAsync(cancellationToken);
        database.Prepare();
        using var lease = await database.LockForWritingAsync(cancellationToken);
        // Pending migrations are checked first, because migrating compares the whole model even with nothing to do, which takes a fifth of
        // the start.
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
        {
            AddMigrationFunctions(db);
            await db.Database.MigrateAsync(cancellationToken);
        }

        if (await db.Conversations.OrderByDescending(c => c.UpdatedAt).Select(c => (DateTimeOffset?)c.UpdatedAt).FirstOrDefaultAsync(cancellationToken) is { } newest)
            conversations.GoOnFrom(newest);
        var installation = await db.Installations.SingleOrDefaultAsync(cancellationToken);
        if (installation is null)
        {
            db.Installations.Add(new Installation { IsDemo = settings.IsDemo, CreatedAt = clock.GetUtcNow() });
            await db.SaveChangesAsync(cancellationToken);
        }
        else if (installation.IsDemo != settings.IsDemo)
        {
            throw new SettingsException(installation.IsDemo
                ? "Demo:Enabled is false, but this database was made in demo mode, where anybody may be anybody. Choose another Database:ConnectionString or DataDirectory for production."
                : "Demo:Enabled is true, but this database was made for production. Choose another Database:ConnectionString or DataDirectory for the demo.");
        }
    }

    /// <summary>Checks an existing database before anything is written to it.</summary>
    /// <exception cref="SettingsException">It is of a later version of LiveChat, or of another program.</exception>
    private async Task RefuseForeignAsync(CancellationToken cancellationToken)
    {
        if (!database.HasContent)
            return;
        HashSet<string> applied;
        try
        {
            applied = [.. await db.Database.GetAppliedMigrationsAsync(cancellationToken)];
            if (applied.Count == 0 && await db.Database.SqlQueryRaw<long>("SELECT COUNT(*) AS \"Value\" FROM sqlite_master").SingleAsync(cancellationToken) > 0)
                throw new SettingsException("Database:ConnectionString names a database of another program. Choose a file of its own for LiveChat.");
        }
        catch (SqliteException exception)
        {
            throw new SettingsException(
                $"Database:ConnectionString can't be opened ({exception.Message.ReplaceLineEndings(" ")}). Check that it is a LiveChat database, that nothing else holds it, and that this user may write there.");
        }

        if (applied.Except(db.Database.GetMigrations()).FirstOrDefault() is { } later)
        {
            throw new SettingsException(
                $"Database:ConnectionString names a database of a later version of LiveChat (it has the migration {later}). Install that version or a newer one, or restore a backup from before the update.");
        }
    }
}
