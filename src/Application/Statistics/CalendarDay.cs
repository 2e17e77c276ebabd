namespace LiveChat.Application.Statistics;

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
