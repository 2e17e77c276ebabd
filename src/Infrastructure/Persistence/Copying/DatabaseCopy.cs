using System.Data.Common;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Persistence.Copying;

/// <summary>A database that takes part in a copy, and what its engine does for that.</summary>
public sealed class CopySide(LiveChatDbContext db, IDatabaseEngine engine, ITableStore store, DatabaseInitializer initializer)
{
    public LiveChatDbContext Db => db;

    public IDatabaseEngine Engine => engine;

    public ITableStore Store => store;

    public DatabaseInitializer Initializer => initializer;
}

/// <summary>
/// Copies the whole data of a stopped installation into an empty database of another engine. The tables come from the model. All rows are
/// written in one transaction, which commits when counts and sums are equal on both sides: a copy that ends before has left nothing, and
/// can be repeated. The event log is left out (<see cref="CopiedTable.IsCopied"/>).
/// </summary>
/// <param name="source">Whoever copies holds its locks, so that no server writes meanwhile.</param>
public sealed class DatabaseCopy(CopySide source, CopySide target)
{
    private string _place = "the database";

    /// <returns>What was copied, for each table.</returns>
    /// <exception cref="SettingsException">A database can't be used, the target is not empty, or the copy is not equal.</exception>
    public async Task<IReadOnlyList<TableTally>> RunAsync(CancellationToken cancellationToken)
    {
        await OpenSourceAsync(cancellationToken);
        try
        {
            await OpenTargetAsync(cancellationToken);
        }
        catch (SettingsException exception)
        {
            throw new SettingsException($"The target of the copy can't be used. {exception.Message}");
        }

        var isCommitted = false;
        try
        {
            var tallies = await CopyAsync(cancellationToken);
            isCommitted = true;
            await target.Db.Database.OpenConnectionAsync(cancellationToken);
            await target.Store.SettleAsync(target.Db, cancellationToken);
            return tallies;
        }
        catch (Exception exception) when (exception is DbException || DatabaseState.IsAtFault(exception))
        {
            var state = isCommitted
                ? "Everything is in the target and can be used"
                : "Nothing of it is in the target; mend the cause and repeat it";
            throw new SettingsException(
                $"The copy ended at {_place} ({exception.GetBaseException().Message.ReplaceLineEndings(" ")}). {state}."
            );
        }
        finally
        {
            await target.Db.Database.CloseConnectionAsync();
        }
    }

    private async Task OpenSourceAsync(CancellationToken cancellationToken)
    {
        await source.Initializer.RefuseForeignAsync(cancellationToken);
        if (!source.Engine.HasContent || !await source.Engine.HasTablesAsync(source.Db, cancellationToken))
            throw new SettingsException(
                "There is nothing to copy: Database:ConnectionString names an empty database. Give the settings that the server runs with."
            );
        await source.Initializer.InitializeAsync(cancellationToken);
    }

    private async Task OpenTargetAsync(CancellationToken cancellationToken)
    {
        target.Engine.Take(isAlone: true);
        // Somebody's data is not even brought up to date. Every database that a server has used has its one installation.
        await target.Initializer.RefuseForeignAsync(cancellationToken);
        if (
            target.Engine.HasContent
            && await target.Engine.HasTablesAsync(target.Db, cancellationToken)
            && await target.Db.Installations.AnyAsync(cancellationToken)
        )
            throw NotEmpty("installation");
        await target.Initializer.MigrateAsync(cancellationToken);
    }

    private async Task<IReadOnlyList<TableTally>> CopyAsync(CancellationToken cancellationToken)
    {
        await using var reading = await source.Engine.BeginWritingAsync(source.Db, cancellationToken);
        await using var writing = await target.Engine.BeginWritingAsync(target.Db, cancellationToken);
        var tables = CopiedTable.AllOf(source.Db.Model).Zip(CopiedTable.AllOf(target.Db.Model)).ToList();
        foreach (var (_, to) in tables)
        {
            if (await to.HasRowsAsync(target.Db, cancellationToken))
                throw NotEmpty(to.Name);
        }

        tables.RemoveAll(t => !t.First.IsCopied);
        foreach (var (from, to) in tables)
        {
            _place = $"the table {from.Name}";
            await target.Store.AddAsync(target.Db, to, from.ReadAsync(source.Db, cancellationToken), cancellationToken);
            if (await source.Store.FindLastIdAsync(source.Db, from, cancellationToken) is { } lastId)
                await target.Store.GoOnBehindAsync(target.Db, to, lastId, cancellationToken);
        }

        var tallies = new List<TableTally>();
        foreach (var (from, to) in tables)
        {
            _place = $"the check of {from.Name}";
            var original = await from.TallyAsync(source.Db, source.Store, cancellationToken);
            var copy = await to.TallyAsync(target.Db, target.Store, cancellationToken);
            if (original.FindDifference(copy) is { } difference)
                throw new SettingsException($"The copy is not equal: {difference}. Nothing of it is in the target.");
            tallies.Add(original);
        }

        _place = "the commit";
        await writing.CommitAsync();
        _place = "the last touch";
        return tallies;
    }

    private static SettingsException NotEmpty(string table) =>
        new($"It is not empty (there are rows in {table}). A copy goes into a new, empty database; create one.");
}
