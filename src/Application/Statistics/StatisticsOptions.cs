namespace LiveChat.Application.Statistics;

/// <summary>How figures are summed up.</summary>
/// <param name="TimeZone">Whose days are meant by "today".</param>
public sealed record StatisticsOptions(TimeZoneInfo TimeZone);
