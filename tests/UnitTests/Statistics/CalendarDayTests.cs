using System.Globalization;

namespace LiveChat.UnitTests.Statistics;

public class CalendarDayTests
{
    [Theory]
    [InlineData("Asia/Shanghai", "2026-11-29T15:59:59Z", "2026-11-28T16:00:00Z")]
    [InlineData("Asia/Shanghai", "2026-11-29T16:00:00Z", "2026-11-29T16:00:00Z")]
    [InlineData("UTC", "2026-11-29T16:00:00Z", "2026-11-29T00:00:00Z")]
    [InlineData("America/New_York", "2026-11-29T04:59:00Z", "2026-11-28T05:00:00Z")]
    [InlineData("Asia/Kathmandu", "2026-11-29T18:15:00Z", "2026-11-29T18:15:00Z")]
    // Clocks were put forward at midnight: the day began at one.
    [InlineData("America/Sao_Paulo", "2018-11-04T12:00:00Z", "2018-11-04T03:00:00Z")]
    // Clocks were put back at one: midnight came twice.
    [InlineData("America/Havana", "2024-11-03T20:00:00Z", "2024-11-03T04:00:00Z")]
    public void StartOf_WhenPlacesCountDaysInTheirWay_ShouldFollowThem(string zone, string now, string start) =>
        Assert.Equal(At(start), CalendarDay.StartOf(At(now), TimeZoneInfo.FindSystemTimeZoneById(zone)));

    private static DateTimeOffset At(string time) => DateTimeOffset.Parse(time, CultureInfo.InvariantCulture);
}
