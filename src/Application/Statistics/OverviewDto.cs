namespace LiveChat.Application.Statistics;

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
public sealed record OverviewDto(UserTotalsDto Users, RoleTotalsDto Online, long Conversations, long Messages, long MessagesLastMinute, IReadOnlyList<long> MessagesByMinute, long MessagesToday, long Unanswered)
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
