using System.Globalization;
using System.Text.RegularExpressions;

namespace LiveChat.WebApi.Configuration;

/// <summary>
/// Parses a duration of hours, minutes and seconds, with days in front if need be: 00:02:00, 24:00:00, 1.12:00:00. The framework's own
/// parser takes 24:00:00 for 24 days, and a bare 2 for two days.
/// </summary>
internal static partial class DurationText
{
    /// <summary>Returns null when the text is no duration.</summary>
    public static TimeSpan? Parse(string text)
    {
        if (Pattern().Match(text.Trim()) is not { Success: true } match)
            return null;
        var (days, hours) = (Number(match, "days"), Number(match, "hours"));
        return days > 0 && hours > 23 ? null : new TimeSpan(days, hours, Number(match, "minutes"), Number(match, "seconds"));
    }

    private static int Number(Match match, string group) => match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?:(?<days>\d{1,4})\.)?(?<hours>\d{1,5}):(?<minutes>[0-5]?\d):(?<seconds>[0-5]?\d)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
