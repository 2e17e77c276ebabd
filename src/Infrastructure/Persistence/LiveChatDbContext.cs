using System.Diagnostics;
using System.Text.Encodings.Web;
using System.Text.Json;
using LiveChat.Infrastructure.EventLog;
using LiveChat.Infrastructure.Persistence.Readers;
using LiveChat.Infrastructure.Telemetry;
using LiveChat.Infrastructure.Work;
using Microsoft.EntityFrameworkCore.Metadata.Conventions;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>
/// The store as EF Core sees it, in whichever engine. Conversations and messages are only read through it: the conversation writer changes them.
/// </summary>
public abstract class LiveChatDbContext(DbContextOptions options) : DbContext(options)
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
        DatabaseFunctions.Map(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
        {
            foreach (var property in entity.GetProperties())
                property.SetColumnName(JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name));
        }
    }
}

internal sealed class UnitOfWork(LiveChatDbContext db, IDatabaseEngine engine, CommittedEvents committed, TimeProvider clock) : IUnitOfWork
{
    public async Task<TResult> ExecuteAsync<TResult>(Func<CancellationToken, Task<TResult>> work, CancellationToken cancellationToken)
        where TResult : Result
    {
        // On a thread of low priority the lock would be held while other threads run, and all messages would wait.
        if (FairLane.IsThisThread)
            await Task.Yield();
        db.ChangeTracker.Clear();
        await using var transaction = await engine.BeginWritingAsync(db, cancellationToken);
        var result = await work(cancellationToken);
        if (result.IsSuccess)
        {
            var events = TakeEvents();
            await AppendAsync(events, cancellationToken);
            await db.SaveChangesAsync(cancellationToken);
            await transaction.CommitAsync();
            var cause = ChatTraces.FindCause();
            committed.Announce(
                new CommittedBatch(events, Stopwatch.GetTimestamp(), cause is null ? null : [.. Enumerable.Repeat(cause, events.Count)])
            );
        }

        return result;
    }

    /// <summary>What the changed aggregates say of themselves; the same twice is one event.</summary>
    private List<IDomainEvent> TakeEvents() =>
        [.. db.ChangeTracker.Entries<AggregateRoot>().SelectMany(e => e.Entity.TakeEvents()).Distinct()];

    private async Task AppendAsync(List<IDomainEvent> events, CancellationToken cancellationToken)
    {
        if (events.Count == 0)
            return;
        var now = clock.GetUtcNow();
        var places = await engine.TakeEventPlacesAsync(db, events.Count, cancellationToken);
        foreach (var ((id, after), (type, data)) in places.Zip(events.Select(StoredEvents.Write)))
            db.Events.Add(
                new LoggedEvent
                {
                    Id = id,
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
