using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Users;
using LiveChat.Infrastructure.Persistence.Readers;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Repositories;

internal sealed class AuditLog(LiveChatDbContext db) : IAuditLog
{
    private static readonly Sort<AuditColumn> NewestFirst = new(AuditColumn.Id, true);

    /// <summary>
    /// How far the order of ids and of times may differ, because entries get their time before they wait for the write lock.
    /// </summary>
    private static readonly TimeSpan Disorder = TimeSpan.FromMinutes(1);

    /// <summary>The kinds of facts that name users or a message besides the target.</summary>
    private static readonly List<AuditAction> Readings =
        [AuditAction.ConversationOpened, AuditAction.MessagesListed, AuditAction.MessageTakenDown, AuditAction.MessageRestored, AuditAction.MessageOpened];

    public void Add(AuditEntry entry) => db.AuditLog.Add(entry);

    public async Task<AuditEntryDto?> FindAsync(AuditEntryId id, CancellationToken cancellationToken) =>
        await db.AuditLog.AsNoTracking().FirstOrDefaultAsync(e => e.Id == id, cancellationToken) is { } entry
            ? AuditEntryDto.From(entry)
            : null;

    public async Task<ListResult<AuditEntryDto>> ListAsync(AuditFilter filter, Sort<AuditColumn>? sort, Paging paging, CancellationToken cancellationToken)
    {
        var entries = await MatchingAsync(filter, cancellationToken);
        var count = await entries.LongCountAsync(cancellationToken);
        var page = await InOrder(entries, sort ?? NewestFirst).Skip(paging.Skip).Take(paging.PageSize).ToListAsync(cancellationToken);
        return new ListResult<AuditEntryDto>(count, [.. page.Select(AuditEntryDto.From)]);
    }

    public async IAsyncEnumerable<AuditEntryDto> StreamAsync(AuditFilter filter, Sort<AuditColumn>? sort, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var entry in InOrder(await MatchingAsync(filter, cancellationToken), sort ?? NewestFirst).AsAsyncEnumerable().WithCancellation(cancellationToken))
            yield return AuditEntryDto.From(entry);
    }

    private async Task<IQueryable<AuditEntry>> MatchingAsync(AuditFilter filter, CancellationToken cancellationToken)
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
        {
            var first = await db.FirstIdSinceAsync(TimedLog.Audit, from, cancellationToken, -Disorder);
            entries = entries.Where(e => (long)(object)e.Id >= first && e.CreatedAt >= from);
        }

        if (filter.To is { } to)
        {
            var end = await db.FirstIdSinceAsync(TimedLog.Audit, to, cancellationToken, Disorder);
            entries = entries.Where(e => (long)(object)e.Id < end && e.CreatedAt < to);
        }

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
        return e => e.Target == target
            || (Readings.Contains(e.Action)
                && (EF.Functions.Glob((string)(object)e.Detail, people)
                    || EF.Functions.Glob((string)(object)e.Detail, sender)
                    || EF.Functions.Glob((string)(object)e.Detail, conversation)));
    }

    /// <summary>The same match for an id whose type (user, conversation or message) is known.</summary>
    private static Expression<Func<AuditEntry, bool>> About(string target, AuditTargetType type)
    {
        if (!UserId.TryParse(target, out _))
            return e => false;
        var (people, sender) = ($"*[[]\"{nameof(AuditFactKind.People)}\",*\"{target}\"*", $"*[[]\"{nameof(AuditFactKind.MessageOf)}\",*,\"{target}\"]*");
        var conversation = $"*[[]\"{nameof(AuditFactKind.MessageOf)}\",\"{target}\",*";
        return type switch
        {
            AuditTargetType.User => e =>
                (e.Target == target && (e.Action < AuditAction.ConversationOpened || e.Action == AuditAction.MessagesListed || e.Action == AuditAction.ListExported))
                || (Readings.Contains(e.Action) && (EF.Functions.Glob((string)(object)e.Detail, people) || EF.Functions.Glob((string)(object)e.Detail, sender))),
            AuditTargetType.Conversation => e =>
                (e.Target == target && (e.Action == AuditAction.ConversationOpened || e.Action == AuditAction.ListExported))
                || (Readings.Contains(e.Action) && EF.Functions.Glob((string)(object)e.Detail, conversation)),
            _ => e => e.Target == target && e.Action >= AuditAction.MessageTakenDown,
        };
    }

    private static IQueryable<AuditEntry> InOrder(IQueryable<AuditEntry> entries, Sort<AuditColumn> sort)
    {
        var descending = sort.IsDescending;
        return sort.Column switch
        {
            AuditColumn.ActorId => entries.By(e => e.ActorId, descending).ThenBy(e => e.Id, descending),
            AuditColumn.Action => entries.By(e => e.Action, descending).ThenBy(e => e.Id, descending),
            AuditColumn.Target => entries.By(e => e.Target, descending).ThenBy(e => e.Id, descending),
            AuditColumn.Detail => entries.By(e => e.Detail, descending).ThenBy(e => e.Id, descending),
            AuditColumn.Address => entries.By(e => e.Address, descending).ThenBy(e => e.Id, descending),
            // Ids grow with time.
            _ => entries.By(e => e.Id, descending),
        };
    }
}
