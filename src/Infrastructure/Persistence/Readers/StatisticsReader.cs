using LiveChat.Application.Abstractions;
using LiveChat.Application.Statistics;
using LiveChat.Domain.Users;
using LiveChat.Infrastructure.Presence;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Readers;

internal sealed class StatisticsReader(LiveChatDbContext db, PresenceTracker presence) : IStatisticsReader
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromMinutes(3);

    public async Task<OverviewDto> OverviewAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var users = await db.Users.GroupBy(u => new { u.Role, u.Status }).Select(g => new { g.Key.Role, g.Key.Status, Count = g.LongCount() }).ToListAsync(cancellationToken);
        long OfStatus(UserStatus status) => users.Where(u => u.Status == status).Sum(u => u.Count);

        var onlineIds = presence.OnlineUsers;
        var online = await db.Users.Where(u => onlineIds.Contains(u.Id)).GroupBy(u => u.Role).Select(g => new { Role = g.Key, Count = g.LongCount() }).ToListAsync(cancellationToken);
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);

        return new OverviewDto(
            new UserTotalsDto(
                users.Where(u => u.Status != UserStatus.Deleted).Sum(u => u.Count),
                RoleTotals(role => users.Where(u => u.Role == role && u.Status != UserStatus.Deleted).Sum(u => u.Count)),
                new StatusTotalsDto(OfStatus(UserStatus.Active), OfStatus(UserStatus.Disabled), OfStatus(UserStatus.Deleted))),
            RoleTotals(role => online.Where(u => u.Role == role).Sum(u => u.Count)),
            await db.Conversations.LongCountAsync(cancellationToken),
            // Sequences have no gaps, so the last ones add up to all messages.
            await db.Conversations.SumAsync(c => c.LastSequence, cancellationToken),
            await CountMessagesSinceAsync(now - TimeSpan.FromMinutes(1), cancellationToken),
            await CountMessagesSinceAsync(midnight, cancellationToken),
            await CountUnansweredAsync(now - AnswerTime, cancellationToken));
    }

    private static RoleTotalsDto RoleTotals(Func<UserRole, long> count)
    {
        var (buyers, merchants, platform, admins) = (count(UserRole.Buyer), count(UserRole.Merchant), count(UserRole.Platform), count(UserRole.Admin));
        return new RoleTotalsDto(buyers + merchants + platform + admins, buyers, merchants, platform, admins);
    }

    /// <summary>Ids grow with time, so the first message since a moment is found by halving: an index on the time would be paid for with every message.</summary>
    private async Task<long> CountMessagesSinceAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        var sinceMs = since.ToUnixTimeMilliseconds();
        var (low, high) = (0L, await ScalarAsync($"SELECT COALESCE(MAX(id), 0) + 1 AS \"Value\" FROM messages", cancellationToken));
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (await ScalarAsync($"SELECT created_at AS \"Value\" FROM messages WHERE id >= {middle} ORDER BY id LIMIT 1", cancellationToken) < sinceMs)
                low = middle + 1;
            else
                high = middle;
        }

        return await ScalarAsync($"SELECT COUNT(*) AS \"Value\" FROM messages WHERE id >= {low}", cancellationToken);
    }

    private async Task<long> CountUnansweredAsync(DateTimeOffset before, CancellationToken cancellationToken) => await (
        from c in db.Conversations
        join m in db.Messages on new { c.Id, Sequence = c.LastSequence } equals new { Id = m.ConversationId, m.Sequence }
        join sender in db.Users on m.SenderId equals sender.Id
        where m.CreatedAt < before && m.RecalledAt == null && m.RemovedAt == null
            && (sender.Role == UserRole.Buyer
                || (sender.Role == UserRole.Merchant && c.Participants.Any(p => db.Users.Any(u => u.Id == p.UserId && u.Role == UserRole.Platform))))
        select c.Id).LongCountAsync(cancellationToken);

    private async Task<long> ScalarAsync(FormattableString sql, CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<long>(sql).ToListAsync(cancellationToken)) is [var value] ? value : long.MaxValue;
}
