namespace LiveChat.Application.Statistics;

/// <summary>How much there is, and how much of it is going on right now.</summary>
/// <param name="Users">Users by role and by status; deleted ones count under their status alone.</param>
/// <param name="Online">People with an open connection.</param>
/// <param name="Messages">All that were ever sent, recalled ones included.</param>
/// <param name="MessagesLastMinute">In the last 60 seconds.</param>
/// <param name="MessagesByMinute">In each minute of the last hour, oldest first; the last of the 60 ends now.</param>
/// <param name="MessagesToday">Since midnight in <see cref="TimeZone"/>.</param>
/// <param name="Unanswered">Conversations whose newest message is the asking side's (the buyer's, or a merchant's towards the platform), still stands, and is more than 3 minutes old.</param>
public sealed record OverviewDto(UserTotalsDto Users, RoleTotalsDto Online, long Conversations, long Messages, long MessagesLastMinute, IReadOnlyList<long> MessagesByMinute, long MessagesToday, long Unanswered)
{
    /// <summary>The IANA name of the time zone whose day is meant by today.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The date of today there: <c>2026-11-30</c>.</summary>
    public required string Today { get; init; }

    /// <summary>How many minutes <see cref="MessagesByMinute"/> has.</summary>
    public const int Minutes = 60;
}

/// <param name="Total">Without deleted ones.</param>
public sealed record UserTotalsDto(long Total, RoleTotalsDto ByRole, StatusTotalsDto ByStatus);

public sealed record RoleTotalsDto(long Total, long Buyer, long Merchant, long Platform, long Admin);

public sealed record StatusTotalsDto(long Active, long Disabled, long Deleted);
