namespace LiveChat.Application.Statistics;

/// <summary>An operator's settings for figures.</summary>
/// <param name="TimeZone">The time zone whose current day "today" means.</param>
public sealed record StatisticsOptions(TimeZoneInfo TimeZone);
