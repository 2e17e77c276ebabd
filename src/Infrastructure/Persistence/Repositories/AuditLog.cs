using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using LiveChat.Infrastructure.Persistence.Readers;

namespace LiveChat.Infrastructure.Persistence.Repositories;

internal sealed class AuditLog(LiveChatDbContext db) : IAuditLog
{
    private static readonly Sort<AuditColumn> NewestFirst = new(AuditColumn.CreatedAt, true);

    /// <summary>The kinds of facts that name users or a message besides the target.</summary>
    private static readonly List<AuditAction> Readings =
    [
        AuditAction.ConversationOpened,
        AuditAction.MessagesListed,
        AuditAction.ConversationsListed,
        AuditAction.ListExported,
        AuditAction.MessageTakenDown,
        AuditAction.MessageRestored,
        AuditAction.MessageOpened,
    ];

    public void Add(AuditEntry entry) => db.AuditLog.Add(entry);

    public async Task<AuditEntryDto?> FindAsync(AuditEntryId id, CancellationToken cancellationToken) =>
        await db.AuditLog.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is { } entry
            ? AuditEntryDto.From(entry)
            : null;

    public async Task<ListResult<AuditEntryDto>> ListAsync(
        AuditFilter filter,
        Sort<AuditColumn>? sort,
        Paging paging,
        CancellationToken cancellationToken
    )
    {
        var entries = Matching(filter);
        var count = await entries.LongCountAsync(cancellationToken);
        var page = await InOrder(entries, sort ?? NewestFirst).Skip(paging.Skip).Take(paging.PageSize).ToListAsync(cancellationToken);
        return new ListResult<AuditEntryDto>(count, [.. page.Select(AuditEntryDto.From)]);
    }

    public async IAsyncEnumerable<AuditEntryDto> StreamAsync(
        AuditFilter filter,
        Sort<AuditColumn>? sort,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        await foreach (var entry in InOrder(Matching(filter), sort ?? NewestFirst).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return AuditEntryDto.From(entry);
    }

    private IQueryable<AuditEntry> Matching(AuditFilter filter)
    {
        var entries = db.AuditLog.AsNoTracking();
        if (filter.Actor is not null)
        {
            if (!UserId.TryParse(filter.Actor, out var actorId))
                return entries.Where(e => false);
            entries = entries.Where(e => e.ActorId == actorId);
        }

        if (filter.Action is { } action)
            entries = entries.Where(e => e.Action == action);
        if (filter.Target is { } target)
            entries = entries.Where(filter.TargetType is { } type ? About(target, type) : About(target));
        if (filter.From is { } from)
            entries = entries.Where(e => e.CreatedAt >= from);
        if (filter.To is { } to)
            entries = entries.Where(e => e.CreatedAt < to);
        return entries;
    }

    /// <summary>
    /// Matches entries about an id: by their target, or by the users whose messages were shown, or by the message that they name.
    /// </summary>
    private static Expression<Func<AuditEntry, bool>> About(string target)
    {
        // Ids contain no character with a meaning in LIKE. Any other text can match only the target.
        if (!UserId.TryParse(target, out _))
            return e => e.Target == target;
        var people = $"*[[]\"{nameof(AuditFactKind.People)}\",*\"{target}\"*";
        var sender = $"*[[]\"{nameof(AuditFactKind.MessageOf)}\",*,\"{target}\"]*";
        var conversation = $"*[[]\"{nameof(AuditFactKind.MessageOf)}\",\"{target}\",*";
        return e =>
            e.Target == target
            || (
                Readings.Contains(e.Action)
                && (
                    DatabaseFunctions.Glob(people, (string)(object)e.Detail)
                    || DatabaseFunctions.Glob(sender, (string)(object)e.Detail)
                    || DatabaseFunctions.Glob(conversation, (string)(object)e.Detail)
                )
            );
    }

    /// <summary>The same match for an id whose type (user, conversation or message) is known.</summary>
    private static Expression<Func<AuditEntry, bool>> About(string target, AuditTargetType type)
    {
        if (!UserId.TryParse(target, out _))
            return e => false;
        var (people, sender) = (
            $"*[[]\"{nameof(AuditFactKind.People)}\",*\"{target}\"*",
            $"*[[]\"{nameof(AuditFactKind.MessageOf)}\",*,\"{target}\"]*"
        );
        var conversation = $"*[[]\"{nameof(AuditFactKind.MessageOf)}\",\"{target}\",*";
        const string ManyPeople = $"*[[]\"{nameof(AuditFactKind.ManyPeople)}\",*";
        return type switch
        {
            AuditTargetType.User => e =>
                (
                    e.Target == target
                    && (
                        e.Action < AuditAction.ConversationOpened
                        || e.Action == AuditAction.MessagesListed
                        || e.Action == AuditAction.ConversationsListed
                        || e.Action == AuditAction.ListExported
                    )
                )
                || (
                    Readings.Contains(e.Action)
                    && (
                        DatabaseFunctions.Glob(people, (string)(object)e.Detail)
                        || DatabaseFunctions.Glob(sender, (string)(object)e.Detail)
                        || (e.Action == AuditAction.ListExported && DatabaseFunctions.Glob(ManyPeople, (string)(object)e.Detail))
                    )
                ),
            AuditTargetType.Conversation => e =>
                (e.Target == target && (e.Action == AuditAction.ConversationOpened || e.Action == AuditAction.ListExported))
                || (Readings.Contains(e.Action) && DatabaseFunctions.Glob(conversation, (string)(object)e.Detail)),
            _ => e => e.Target == target && e.Action >= AuditAction.MessageTakenDown,
        };
    }

    private static IQueryable<AuditEntry> InOrder(IQueryable<AuditEntry> entries, Sort<AuditColumn> sort)
    {
        var descending = sort.IsDescending;
        return sort.Column switch
        {
            AuditColumn.Id => entries.By(e => e.Id, descending),
            AuditColumn.ActorId => ThenByTime(entries.By(e => e.ActorId, descending)),
            AuditColumn.Action => ThenByTime(entries.By(e => e.Action, descending)),
            AuditColumn.Target => ThenByTime(entries.By(e => e.Target, descending)),
            AuditColumn.Detail => ThenByTime(entries.By(e => e.Detail, descending)),
            AuditColumn.Address => ThenByTime(entries.By(e => e.Address, descending)),
            // Not by id: entries are dated before they wait for their turn to be written, and a clock may have been set back.
            _ => entries.By(e => e.CreatedAt, descending).ThenBy(e => e.Id, descending),
        };

        IQueryable<AuditEntry> ThenByTime(IOrderedQueryable<AuditEntry> ordered) =>
            ordered.ThenBy(e => e.CreatedAt, descending).ThenBy(e => e.Id, descending);
    }
}
