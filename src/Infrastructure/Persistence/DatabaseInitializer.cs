using System.Data.Common;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>Creates, checks and migrates the database before anything else uses it.</summary>
public sealed class DatabaseInitializer(
    LiveChatDbContext db,
    IDatabaseEngine engine,
    DatabaseSettings settings,
    TimeProvider clock,
    ConversationClock conversations,
    InstallationEpoch epoch
)
{
    /// <summary>
    /// Creates the database if it is missing, applies the migrations, and checks that it was made for this mode (demo or production).
    /// </summary>
    /// <exception cref="SettingsException">The database can't be opened, or was made for the other mode.</exception>
    public async Task InitializeAsync(CancellationToken cancellationToken = default)
    {
        await RefuseForeignAsync(cancellationToken);
        await MigrateAsync(cancellationToken);

        if (
            await db
                .Conversations.OrderByDescending(c => c.UpdatedAt)
                .Select(c => (DateTimeOffset?)c.UpdatedAt)
                .FirstOrDefaultAsync(cancellationToken) is
            { } newest
        )
            conversations.GoOnFrom(newest);
        var installation = await FindOrCreateInstallationAsync(cancellationToken);
        epoch.Current = installation.Epoch;
        if (installation.IsDemo != settings.IsDemo)
        {
            throw new SettingsException(
                installation.IsDemo
                    ? "Demo:Enabled is false, but this database was made in demo mode, where anybody may be anybody. "
                        + "Choose another Database:ConnectionString or DataDirectory for production."
                    : "Demo:Enabled is true, but this database was made for production. "
                        + "Choose another Database:ConnectionString or DataDirectory for the demo."
            );
        }
    }

    private async Task<Installation> FindOrCreateInstallationAsync(CancellationToken cancellationToken)
    {
        if (await db.Installations.SingleOrDefaultAsync(cancellationToken) is { } known)
            return known;
        // Of several servers that begin at once, one makes it.
        await using var transaction = await engine.BeginWritingAsync(db, cancellationToken);
        if (await db.Installations.SingleOrDefaultAsync(cancellationToken) is { } others)
            return others;
        var installation = new Installation
        {
            IsDemo = settings.IsDemo,
            CreatedAt = clock.GetUtcNow(),
            Epoch = Installation.NewEpoch(),
        };
        db.Installations.Add(installation);
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync();
        return installation;
    }

    /// <summary>Creates the database if it is missing, and applies the migrations that it lacks.</summary>
    /// <exception cref="SettingsException">It can't be reached, or its engine is too old.</exception>
    public async Task MigrateAsync(CancellationToken cancellationToken)
    {
        await engine.PrepareAsync(db, cancellationToken);
        // Pending migrations are checked first, because migrating compares the whole model even with nothing to do, which takes a fifth of
        // the start.
        if ((await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any())
            await engine.MigrateAsync(db, cancellationToken);
    }

    /// <summary>Checks an existing database before anything is written to it.</summary>
    /// <exception cref="SettingsException">It is of a later version of LiveChat, or of another program.</exception>
    public async Task RefuseForeignAsync(CancellationToken cancellationToken)
    {
        if (!engine.HasContent)
            return;
        HashSet<string> applied;
        try
        {
            applied = [.. await db.Database.GetAppliedMigrationsAsync(cancellationToken)];
            if (applied.Count == 0 && await engine.HasTablesAsync(db, cancellationToken))
                throw new SettingsException($"Database:ConnectionString names a database of another program. {engine.PlaceOfItsOwn}");
        }
        catch (Exception exception) when (exception is DbException || DatabaseState.IsAtFault(exception))
        {
            throw new SettingsException(
                $"Database:ConnectionString can't be opened ({exception.GetBaseException().Message.ReplaceLineEndings(" ")}). "
                    + "Check that it is a LiveChat database, that nothing else holds it, and that this user may write there."
            );
        }

        if (applied.Except(db.Database.GetMigrations()).FirstOrDefault() is { } later)
        {
            throw new SettingsException(
                $"Database:ConnectionString names a database of a later version of LiveChat (it has the migration {later}). "
                    + "Install that version or a newer one, or restore a backup from before the update."
            );
        }
    }
}

/// <inheritdoc cref="IInstallationEpoch"/>
public sealed class InstallationEpoch : IInstallationEpoch
{
    /// <summary>Empty until the database has been opened.</summary>
    public string Current { get; set; } = "";
}
