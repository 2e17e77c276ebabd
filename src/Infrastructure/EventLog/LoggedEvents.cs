using LiveChat.Domain.Common;
using LiveChat.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.EventLog;

/// <summary>Queries of the event log for what this process remembers of the store, and which another process may have changed.</summary>
internal static class LoggedEvents
{
    /// <returns>0 where the log is empty.</returns>
    public static async Task<long> FindLastEventIdAsync(this LiveChatDbContext db, CancellationToken cancellationToken) =>
        await db.Events.MaxAsync(e => (long?)e.Id, cancellationToken) ?? 0;

    /// <summary>The events of one type, none of a conversation, with ids above the first one and up to the second one.</summary>
    public static async Task<IReadOnlyList<TEvent>> ReadEventsAsync<TEvent>(this LiveChatDbContext db, long above, long upTo, CancellationToken cancellationToken)
        where TEvent : IDomainEvent
    {
        var type = typeof(TEvent).Name;
        var stored = await db.Events.AsNoTracking()
            .Where(e => e.Id > above && e.Id <= upTo && e.Type == type).Select(e => e.Data).ToListAsync(cancellationToken);
        return [.. stored.Select(data => (TEvent)StoredEvents.Read(typeof(TEvent), data))];
    }
}
