namespace LiveChat.Application.Statistics;

/// <summary>The totals of the console's first page.</summary>
public sealed record GetOverviewQuery(Actor Actor) : IRequest<Result<OverviewDto>>, IAdminRequest, ICostlyRequest;

public sealed class GetOverviewHandler(IStatisticsReader statistics, TimeProvider clock)
    : IRequestHandler<GetOverviewQuery, Result<OverviewDto>>
{
    public async Task<Result<OverviewDto>> Handle(GetOverviewQuery request, CancellationToken cancellationToken) =>
        await statistics.OverviewAsync(clock.GetUtcNow(), cancellationToken);
}

/// <summary>Totals, and the activity of the last hour.</summary>
/// <param name="Users">Users by role and by status; deleted ones count under their status alone.</param>
/// <param name="Online">Users with an open connection.</param>
/// <param name="Messages">All messages ever sent, recalled ones included.</param>
/// <param name="MessagesLastMinute">Messages of the last 60 seconds.</param>
/// <param name="MessagesByMinute">Messages in each minute of the last hour, oldest first; the last of the 60 ends now.</param>
/// <param name="MessagesToday">Messages since midnight in <see cref="TimeZone"/>.</param>
/// <param name="Unanswered">
/// Conversations in which the asking side (the buyer, or a merchant towards the platform) has waited for an answer for more than 3 minutes.
/// </param>
public sealed record OverviewDto(
    UserTotalsDto Users,
    RoleTotalsDto Online,
    long Conversations,
    long Messages,
    long MessagesLastMinute,
    IReadOnlyList<long> MessagesByMinute,
    long MessagesToday,
    long Unanswered
)
{
    /// <summary>The IANA name of the time zone whose current day "today" means.</summary>
    public required string TimeZone { get; init; }

    /// <summary>Today's date in that time zone, such as <c>2026-11-30</c>.</summary>
    public required string Today { get; init; }

    /// <summary>How many minutes <see cref="MessagesByMinute"/> has.</summary>
    public const int Minutes = 60;
}

/// <param name="Total">The number of users, deleted ones not counted.</param>
public sealed record UserTotalsDto(long Total, RoleTotalsDto ByRole, StatusTotalsDto ByStatus);

public sealed record RoleTotalsDto(long Total, long Buyer, long Merchant, long Platform, long Admin);

public sealed record StatusTotalsDto(long Active, long Disabled, long Deleted);

/// <summary>Calendar days in a time zone.</summary>
public static class CalendarDay
{
    /// <summary>The beginning of the current day in a time zone.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset now, TimeZoneInfo zone)
    {
        var midnight = TimeZoneInfo.ConvertTime(now, zone).Date;
        // Where clocks go forward at midnight, the day begins after the gap.
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(15);
        // Where clocks go back past midnight, midnight comes twice, and the day begins with the first.
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}

/// <summary>An operator's settings for figures.</summary>
/// <param name="TimeZone">The time zone whose current day "today" means.</param>
public sealed record StatisticsOptions(TimeZoneInfo TimeZone);

/// <summary>Counts users, conversations and messages, and who is online.</summary>
public interface IStatisticsReader
{
    Task<OverviewDto> OverviewAsync(DateTimeOffset now, CancellationToken cancellationToken);
}
