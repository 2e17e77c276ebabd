namespace LiveChat.Application.Statistics;

/// <summary>How much there is, and how much of it is going on right now.</summary>
/// <param name="Users">Users by role and by status; deleted ones count under their status alone.</param>
/// <param name="Online">People with an open connection.</param>
/// <param name="Messages">All that were ever sent, recalled ones included.</param>
/// <param name="MessagesToday">Since midnight UTC.</param>
/// <param name="Unanswered">Conversations in which the asking side (the buyer, or a merchant towards the platform) has waited for more than 3 minutes.</param>
public sealed record OverviewDto(UserTotalsDto Users, RoleTotalsDto Online, long Conversations, long Messages, long MessagesLastMinute, long MessagesToday, long Unanswered);

/// <param name="Total">Without deleted ones.</param>
public sealed record UserTotalsDto(long Total, RoleTotalsDto ByRole, StatusTotalsDto ByStatus);

public sealed record RoleTotalsDto(long Total, long Buyer, long Merchant, long Platform, long Admin);

public sealed record StatusTotalsDto(long Active, long Disabled, long Deleted);
