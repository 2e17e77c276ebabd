using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Infrastructure.Operations.Inspectors;

/// <summary>Whether the database can be reached, is of this version, is undamaged, and how large it is.</summary>
internal sealed class DatabaseInspector(IDatabaseEngine engine, DatabaseState state, IServiceScopeFactory scopes, TimeProvider clock)
    : IInspector
{
    /// <summary>A write-ahead log of this size is not moved into the database any more: something reads for too long, or can't write.</summary>
    private const long LargeWal = 256 * ByteSize.Mega;

    /// <summary>How long a page waits for the search for damage.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>How long a page is told the last result, because the search reads the whole file.</summary>
    private static readonly TimeSpan RememberedFor = TimeSpan.FromMinutes(10);

    private (long At, DatabaseExamination Examination)? _last;

    public CheckKind Kind => CheckKind.Database;

    public async Task<IReadOnlyList<Finding>> InspectAsync(bool isThorough, CancellationToken cancellationToken)
    {
        DatabaseExamination? found;
        try
        {
            found = await ExamineAsync(isThorough, cancellationToken);
        }
        catch (Exception exception) when (DatabaseState.IsAtFault(exception) || PrivateFiles.IsOfDisk(exception))
        {
            return [Fault("DatabaseUnreachable", exception.GetBaseException().Message.ReplaceLineEndings(" "))];
        }

        if (found is null)
            return [Ok("DatabaseMissing")];
        List<Finding> findings = [OfSize(found)];
        findings.AddRange(OfMigrations(found.Migrations));
        findings.Add(
            found switch
            {
                { Damage: { } damage } => Fault("DatabaseDamaged", damage),
                { IsWhole: false } => Ok("DatabaseLookedAtInPart", Patience.TotalSeconds),
                _ => Ok("DatabaseIntact"),
            }
        );
        if (found.Measure.WalBytes > LargeWal)
            findings.Add(Warning("DatabaseWalLarge", ByteSize.Of(found.Measure.WalBytes)));
        // The command line writes nothing into the database; the server does so all the time.
        if (found.IsReadOnly || (!isThorough && !await state.CanWriteAsync(cancellationToken)))
            findings.Add(Fault("DatabaseNotWritable"));
        return findings;
    }

    private async Task<DatabaseExamination?> ExamineAsync(bool isThorough, CancellationToken cancellationToken)
    {
        if (isThorough)
            return await engine.ExamineAsync(TimeSpan.MaxValue, cancellationToken);
        var last = _last;
        if (last is { } known && known.Examination.Damage is null && clock.GetElapsedTime(known.At) < RememberedFor)
            return await engine.ExamineAsync(TimeSpan.Zero, cancellationToken) is { } now
                ? now with
                {
                    IsWhole = known.Examination.IsWhole,
                }
                : null;
        var found = await engine.ExamineAsync(Patience, cancellationToken);
        _last = found is null ? null : (clock.GetTimestamp(), found);
        return found;
    }

    private static Finding OfSize(DatabaseExamination found) =>
        found.FreeBytes is { } free
            ? Ok(
                "DatabaseFileSize",
                found.Measure.Engine,
                ByteSize.Of(found.Measure.SizeBytes),
                ByteSize.Of(free),
                ByteSize.Of(found.Measure.WalBytes)
            )
            : Ok("DatabaseSize", found.Measure.Engine, ByteSize.Of(found.Measure.SizeBytes));

    private IEnumerable<Finding> OfMigrations(IReadOnlyList<string> applied)
    {
        using var scope = scopes.CreateScope();
        var known = scope.ServiceProvider.GetRequiredService<LiveChatDbContext>().Database.GetMigrations().ToList();
        if (applied.Except(known).FirstOrDefault() is { } later)
            yield return Fault("DatabaseOfLaterVersion", later);
        else if (known.Except(applied).Count() is > 0 and var missing)
            yield return Warning("DatabaseOfEarlierVersion", missing);
    }

    private static Finding Ok(string name, params object[] arguments) => new(CheckKind.Database, FindingStatus.Ok, name, arguments);

    private static Finding Warning(string name, params object[] arguments) =>
        new(CheckKind.Database, FindingStatus.Warning, name, arguments);

    private static Finding Fault(string name, params object[] arguments) => new(CheckKind.Database, FindingStatus.Fault, name, arguments);
}
