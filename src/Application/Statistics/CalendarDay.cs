namespace LiveChat.Application.Statistics;

/// <summary>Days as the people of a place count them.</summary>
public static class CalendarDay
{
    /// <summary>The first moment of the day that is going on in a time zone.</summary>
    public static DateTimeOffset StartOf(DateTimeOffset now, TimeZoneInfo zone)
    {
        var midnight = TimeZoneInfo.ConvertTime(now, zone).Date;
        // Where clocks are put forward at midnight, the day begins when they have been.
        while (zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(15);
        // Where they are put back past midnight, it comes twice, and the day begins with the first.
        var offset = zone.IsAmbiguousTime(midnight) ? zone.GetAmbiguousTimeOffsets(midnight).Max() : zone.GetUtcOffset(midnight);
        return new DateTimeOffset(midnight, offset).ToUniversalTime();
    }
}
