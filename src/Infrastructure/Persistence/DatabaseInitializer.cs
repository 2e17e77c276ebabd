using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.Infrastructure.Settings;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>Makes the database ready before anything else uses it.</summary>
public sealed class DatabaseInitializer(LiveChatDbContext db, SqliteDatabase database, DatabaseSettings settings, TimeProvider clock)
{
    /// <summary>Creates what is missing, applies the migrations, and checks that the database is of the kind that was asked for.</summary>
    /// <exception cref="SettingsException">The database can't be opened, or was made for the other mode.</exception>
    public async Task InitializeAsync(CancellationToken cancellationToken = default)
    {
        database.Prepare();
        using var lease = await database.LockForWritingAsync(cancellationToken);
        // Asked first, because even a migration with nothing to do compares the whole model, which takes a fifth of the start.
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            await db.Database.MigrateAsync(cancellationToken);
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
}
