using System.Globalization;
using LiveChat.Infrastructure.Presence;

namespace LiveChat.Infrastructure.Persistence.Readers;

internal sealed class StatisticsReader(LiveChatDbContext db, PresenceTracker presence, StatisticsOptions options) : IStatisticsReader
{
    private const long MinuteMs = 60_000;

    public async Task<OverviewDto> OverviewAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var users = await db
            .Users.GroupBy(u => new { u.Role, u.Status })
            .Select(g => new
            {
                g.Key.Role,
                g.Key.Status,
                Count = g.LongCount(),
            })
            .ToListAsync(cancellationToken);
        long OfStatus(UserStatus status) => users.Where(u => u.Status == status).Sum(u => u.Count);

        var onlineIds = presence.OnlineUsers;
        var online = await db
            .Users.Where(u => onlineIds.Contains(u.Id))
            .GroupBy(u => u.Role)
            .Select(g => new { Role = g.Key, Count = g.LongCount() })
            .ToListAsync(cancellationToken);
        var minutes = await CountByMinuteAsync(now, cancellationToken);
        var unansweredSince = now - Conversation.AnswerTime;
        var today = CalendarDay.StartOf(now, options.TimeZone);

        return new OverviewDto(
            new UserTotalsDto(
                users.Where(u => u.Status != UserStatus.Deleted).Sum(u => u.Count),
                RoleTotals(role => users.Where(u => u.Role == role && u.Status != UserStatus.Deleted).Sum(u => u.Count)),
                new StatusTotalsDto(OfStatus(UserStatus.Active), OfStatus(UserStatus.Disabled), OfStatus(UserStatus.Deleted))
            ),
            RoleTotals(role => online.Where(u => u.Role == role).Sum(u => u.Count)),
            await db.Conversations.LongCountAsync(cancellationToken),
            // Sequences have no gaps, so the sum of the last ones is the number of messages.
            await db.Conversations.SumAsync(c => c.LastSequence, cancellationToken),
            minutes[^1],
            minutes,
            await db.Messages.LongCountAsync(m => m.CreatedAt >= today, cancellationToken),
            await db.Waiting(db.Conversations).LongCountAsync(c => c.WaitingSince < unansweredSince, cancellationToken)
        )
        {
            TimeZone = options.TimeZone.Id,
            Today = TimeZoneInfo.ConvertTime(now, options.TimeZone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        };
    }

    private static RoleTotalsDto RoleTotals(Func<UserRole, long> count)
    {
        var (buyers, merchants, platform, admins) = (
            count(UserRole.Buyer),
            count(UserRole.Merchant),
            count(UserRole.Platform),
            count(UserRole.Admin)
        );
        return new RoleTotalsDto(buyers + merchants + platform + admins, buyers, merchants, platform, admins);
    }

    /// <summary>Messages in each minute of the last hour, oldest first; the last minute ends now.</summary>
    private async Task<IReadOnlyList<long>> CountByMinuteAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var start = now.ToUnixTimeMilliseconds() - (OverviewDto.Minutes * MinuteMs);
        var counted = await db
            .Database.SqlQuery<MinuteCount>(
                $"""
                SELECT (created_at - {start}) / {MinuteMs} AS "Minute", COUNT(*) AS "Count" FROM messages WHERE created_at >= {start} GROUP BY 1
                """
            )
            .ToListAsync(cancellationToken);
        var minutes = new long[OverviewDto.Minutes];
        foreach (var (minute, count) in counted)
            minutes[Math.Clamp(minute, 0, OverviewDto.Minutes - 1)] += count;
        return minutes;
    }

    private sealed record MinuteCount(long Minute, long Count);
}
