using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>
/// What a database engine brings, in a folder of its own: this, the context with its migrations, the statements of the conversation writer
/// (<see cref="Conversations.IConversationDatabase"/>), copies of whole tables (<see cref="Copying.ITableStore"/>), and the functions
/// <c>folded_contains</c> and <c>glob</c> for queries. Readers, repositories and handlers know no engine.
/// </summary>
public interface IDatabaseEngine
{
    string Name { get; }

    /// <summary>Where this machine keeps the database's files; null when it keeps none.</summary>
    string? Directory { get; }

    /// <summary>What to give a server whose database turns out to be another program's.</summary>
    string PlaceOfItsOwn { get; }

    /// <summary>
    /// Takes a place at the database until this process ends, also by a crash. Servers that do not know each other are kept apart, because
    /// pushes of one would never reach the users of the other.
    /// </summary>
    /// <param name="isAlone">Whether no other server may use the database; otherwise those that also say no may.</param>
    /// <exception cref="SettingsException">Another server uses it.</exception>
    void Take(bool isAlone);

    /// <summary>Whether this is the one server that does what must not be done twice at once.</summary>
    bool IsLeader { get; }

    /// <summary>Whether there may be something in the database, of this program or another.</summary>
    bool HasContent { get; }

    Task<bool> HasTablesAsync(LiveChatDbContext db, CancellationToken cancellationToken);

    /// <summary>Makes the place for the database where that is missing, and checks that the engine can be trusted.</summary>
    /// <exception cref="SettingsException">It can't be reached, or is too old.</exception>
    Task PrepareAsync(LiveChatDbContext db, CancellationToken cancellationToken);

    /// <summary>Applies the migrations that are missing.</summary>
    Task MigrateAsync(LiveChatDbContext db, CancellationToken cancellationToken);

    /// <summary>
    /// Begins a transaction that commits as durably as the settings say. Until it ends nobody else has one by this way, on this machine or
    /// another: what it has read stays true. Conversations are not kept still; their writer locks them one by one.
    /// </summary>
    Task<IWriteTransaction> BeginWritingAsync(LiveChatDbContext db, CancellationToken cancellationToken);

    /// <summary>
    /// Takes the lock for sealing, unsealing and removing files, until it is disposed: no other server has it meanwhile. One server alone
    /// needs none, so whoever takes it lets only one of its own threads do so.
    /// </summary>
    Task<IDisposable> HoldFilesAsync(CancellationToken cancellationToken);

    /// <summary>Commits something, because only a commit tells whether a message can be stored.</summary>
    /// <param name="patience">Messages wait as long as this waits for its turn.</param>
    Task<bool> TryWriteAsync(TimeSpan patience, CancellationToken cancellationToken);

    /// <summary>Where the event log ends: all up to there is there for good, and nothing will come in before it.</summary>
    Task<LogPlace> FindLogEndAsync(LiveChatDbContext db, CancellationToken cancellationToken);

    /// <summary>The id of the last event of the log, or one behind it: all up to there is there for good.</summary>
    Task<long> FindLastEventAsync(LiveChatDbContext db, CancellationToken cancellationToken);

    /// <summary>Places for events in the log, behind all that is there.</summary>
    Task<IReadOnlyList<EventPlace>> TakeEventPlacesAsync(LiveChatDbContext db, int count, CancellationToken cancellationToken);

    Task<DatabaseMeasure> MeasureAsync(CancellationToken cancellationToken);

    /// <summary>Looks at the database without changing anything in it, whether or not a server runs.</summary>
    /// <param name="patience">How long to look for damage; zero not to look for any.</param>
    /// <returns>Null when there is none yet.</returns>
    Task<DatabaseExamination?> ExamineAsync(TimeSpan patience, CancellationToken cancellationToken);
}

/// <summary>A transaction of a unit of work; disposed without a commit it leaves nothing behind.</summary>
public interface IWriteTransaction : IAsyncDisposable
{
    Task CommitAsync();
}

/// <param name="Id">0: the database gives the id.</param>
/// <param name="AfterMessageId">The message behind which the event comes.</param>
public readonly record struct EventPlace(long Id, long AfterMessageId);

/// <param name="Engine">Name and version.</param>
/// <param name="SizeBytes">Of the data.</param>
/// <param name="WalBytes">Of the log of what is not in the data yet; 0 when that is not this machine's.</param>
public sealed record DatabaseMeasure(string Engine, long SizeBytes, long WalBytes);

/// <param name="Measure">Its engine and its size.</param>
/// <param name="FreeBytes">What its size contains that is free for new data; null when that is not known.</param>
/// <param name="Migrations">The ids of the migrations that were applied to it.</param>
/// <param name="IsReadOnly">Whether it takes no writes, as far as looking tells.</param>
/// <param name="NewestEntry">When a conversation changed last; null while there is none, or no table for them.</param>
/// <param name="ServerTime">The time of the machine that it runs on; null when that is this one.</param>
public sealed record DatabaseExamination(
    DatabaseMeasure Measure,
    long? FreeBytes,
    IReadOnlyList<string> Migrations,
    bool IsReadOnly,
    DateTimeOffset? NewestEntry,
    DateTimeOffset? ServerTime
)
{
    /// <summary>What is damaged, in the words of the engine; null when nothing was found.</summary>
    public string? Damage { get; init; }

    /// <summary>Whether all of it was looked at for damage.</summary>
    public bool IsWhole { get; init; } = true;
}
