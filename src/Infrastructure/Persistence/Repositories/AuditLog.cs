using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Repositories;

internal sealed class AuditLog(LiveChatDbContext db) : IAuditLog
{
    public void Add(AuditEntry entry) => db.AuditLog.Add(entry);

    public async Task<ListResult<AuditEntryDto>> ListAsync(AuditFilter filter, Paging paging, CancellationToken cancellationToken)
    {
        var entries = db.AuditLog.AsNoTracking();
        if (filter.Actor is not null)
        {
            if (!UserId.TryParse(filter.Actor, out var actorId))
                return new ListResult<AuditEntryDto>(0, []);
            entries = entries.Where(e => e.ActorId == actorId);
        }

        if (filter.Action is { } action)
            entries = entries.Where(e => e.Action == action);
        if (filter.Target is { } target)
            entries = entries.Where(e => e.Target == target);
        if (filter.From is { } from)
            entries = entries.Where(e => e.CreatedAt >= from);
        if (filter.To is { } to)
            entries = entries.Where(e => e.CreatedAt < to);

        var count = await entries.LongCountAsync(cancellationToken);
        var page = await entries.OrderByDescending(e => e.Id).Skip(paging.Skip).Take(paging.PageSize).ToListAsync(cancellationToken);
        return new ListResult<AuditEntryDto>(
            count,
            [.. page.Select(e => new AuditEntryDto(e.Id.Value, e.ActorId?.Value, e.Action, e.Target, e.Detail, e.Address, e.CreatedAt))]);
    }
}
