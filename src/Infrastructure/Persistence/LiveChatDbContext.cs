using System.Text.Encodings.Web;
using System.Text.Json;
using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Persistence.Readers;
using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.Infrastructure.Work;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>
/// The store as EF Core sees it. Conversations and messages are only read through it: the conversation writer changes them.
/// </summary>
public sealed class LiveChatDbContext(DbContextOptions<LiveChatDbContext> options) : DbContext(options)
{
    public DbSet<User> Users => Set<User>();

    public DbSet<UserSession> Sessions => Set<UserSession>();

    public DbSet<SecondFactor> SecondFactors => Set<SecondFactor>();

    public DbSet<ConversationRow> Conversations => Set<ConversationRow>();

    public DbSet<ParticipantRow> Participants => Set<ParticipantRow>();

    public DbSet<Message> Messages => Set<Message>();

    public DbSet<SealedMessage> SealedMessages => Set<SealedMessage>();

    public DbSet<Attachment> Attachments => Set<Attachment>();

    public DbSet<QuickReply> QuickReplies => Set<QuickReply>();

    public DbSet<Card> Cards => Set<Card>();

    public DbSet<AuditEntry> AuditLog => Set<AuditEntry>();

    public DbSet<UsedToken> UsedTokens => Set<UsedToken>();

    public DbSet<LoggedEvent> Events => Set<LoggedEvent>();

    public DbSet<FollowerPlace> Followers => Set<FollowerPlace>();

    public DbSet<Installation> Installations => Set<Installation>();

    protected override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        Converters.Register(configurationBuilder);
        // Every index is declared explicitly. The default index for each foreign key would make each message dearer and serve no query.
        configurationBuilder.Conventions.Remove<ForeignKeyIndexConvention>();
    }

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.ApplyConfigurationsFromAssembly(typeof(LiveChatDbContext).Assembly);
        FoldedSearch.Map(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
                property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }
}

/// <summary>Makes the context for <c>dotnet ef</c>, which needs the model and no database.</summary>
internal sealed class DesignTimeDbContextFactory : IDesignTimeDbContextFactory<LiveChatDbContext>
{
    public LiveChatDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<LiveChatDbContext>().UseSqlite("Data Source=:memory:").Options);
}

internal sealed class UnitOfWork(LiveChatDbContext db, SqliteDatabase database, CommittedEvents committed, TimeProvider clock) : IUnitOfWork
{
    public async Task<TResult> ExecuteAsync<TResult>(Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
        where TResult : Result
    {
        // On a thread of low priority the lock would be held while other threads run, and all messages would wait.
        if (FairLane.IsThisThread)
            await Task.Yield();
        using var lease = await database.LockForWritingAsync(cancellationToken);
        db.ChangeTracker.Clear();
        await db.Database.OpenConnectionAsync(cancellationToken);
        try
        {
            database.MakeDurable(db.Database.GetDbConnection());
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var result = await work(cancellationToken);
            if (result.IsSuccess)
            {
                var events = TakeEvents();
                await AppendAsync(events, cancellationToken);
                await db.SaveChangesAsync(cancellationToken);
                await transaction.CommitAsync(CancellationToken.None);
                committed.Announce(events);
            }

            return result;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>What the changed aggregates say of themselves; the same twice is one event.</summary>
    private List<IDomainEvent> TakeEvents() =>
        [.. db.ChangeTracker.Entries<AggregateRoot>().SelectMany(e => e.Entity.TakeEvents()).Distinct()];

    private async Task AppendAsync(List<IDomainEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
            return;
        var (after, now) = (await db.FindLastMessageIdAsync(cancellationToken), clock.GetUtcNow());
        foreach (var (type, data) in events.Select(StoredEvents.Write))
            db.Events.Add(
                new LoggedEvent
                {
                    AfterMessageId = after,
                    Type = type,
                    Data = data,
                    CreatedAt = now,
                }
            );
    }
}

/// <summary>
/// The stored form of the domain's types: ids as the value that they wrap, times as Unix milliseconds (UTC), as exact as clients see them.
/// </summary>
internal static class Converters
{
    public static void Register(ModelConfigurationBuilder builder)
    {
        builder.Properties<UserId>().HaveConversion<UserIdConverter>();
        builder.Properties<ConversationId>().HaveConversion<ConversationIdConverter>();
        builder.Properties<MessageId>().HaveConversion<MessageIdConverter>();
        builder.Properties<AttachmentId>().HaveConversion<AttachmentIdConverter>();
        builder.Properties<QuickReplyId>().HaveConversion<QuickReplyIdConverter>();
        builder.Properties<AuditEntryId>().HaveConversion<AuditEntryIdConverter>();
        builder.Properties<ClientMessageId>().HaveConversion<ClientMessageIdConverter>();
        builder.Properties<PairKey>().HaveConversion<PairKeyConverter>();
        builder.Properties<DateTimeOffset>().HaveConversion<UnixMillisecondsConverter>();
    }

    private sealed class UserIdConverter() : ValueConverter<UserId, string>(id => id.Value, value => UserId.From(value));

    private sealed class ConversationIdConverter()
        : ValueConverter<ConversationId, long>(id => id.Value, value => new ConversationId(value));

    private sealed class MessageIdConverter() : ValueConverter<MessageId, long>(id => id.Value, value => new MessageId(value));

    private sealed class AttachmentIdConverter() : ValueConverter<AttachmentId, long>(id => id.Value, value => new AttachmentId(value));

    private sealed class QuickReplyIdConverter() : ValueConverter<QuickReplyId, long>(id => id.Value, value => new QuickReplyId(value));

    private sealed class AuditEntryIdConverter() : ValueConverter<AuditEntryId, long>(id => id.Value, value => new AuditEntryId(value));

    private sealed class ClientMessageIdConverter()
        : ValueConverter<ClientMessageId, string>(id => id.Value, value => ClientMessageId.From(value));

    private sealed class PairKeyConverter() : ValueConverter<PairKey, string>(key => key.Value, value => PairKey.From(value));

    private sealed class UnixMillisecondsConverter()
        : ValueConverter<DateTimeOffset, long>(
            time => time.ToUnixTimeMilliseconds(),
            value => DateTimeOffset.FromUnixTimeMilliseconds(value)
        );
}

/// <summary>
/// The stored form of an audit entry's facts: JSON with a list for each, of its kind and its values. <c>[["Renamed","a","b"]]</c>
/// </summary>
internal static class AuditFacts
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(IReadOnlyList<AuditFact> facts) =>
        facts.Count == 0 ? "" : JsonSerializer.Serialize(facts.Select(f => (string[])[f.Kind.ToString(), .. f.Values]), Json);

    public static IReadOnlyList<AuditFact> Read(string stored)
    {
        if (stored.Length == 0)
            return [];
        // Entries are never changed, so details that older versions wrote as text are still text.
        if (!stored.StartsWith("[[", StringComparison.Ordinal))
            return [new AuditFact(AuditFactKind.Note, stored)];
        return [.. JsonSerializer.Deserialize<string[][]>(stored)!.Select(f => new AuditFact(Enum.Parse<AuditFactKind>(f[0]), f[1..]))];
    }
}
