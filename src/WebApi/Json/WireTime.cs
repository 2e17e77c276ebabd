using System.Globalization;
using System.Text.RegularExpressions;

namespace LiveChat.WebApi.Json;

/// <summary>
/// A time in a query: RFC 3339, with Z or an offset. A time without an offset is refused as malformed, because its meaning would depend on
/// the server's time zone.
/// </summary>
public readonly partial record struct WireTime(DateTimeOffset Value)
{
    public static bool TryParse(string? text, IFormatProvider? provider, out WireTime time)
    {
        time = default;
        if (text is null || !Pattern().IsMatch(text) || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var value))
            return false;
        time = new WireTime(value.ToUniversalTime());
        return true;
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d{2}:\d{2})$")]
    private static partial Regex Pattern();
}
