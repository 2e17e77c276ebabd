using System.Globalization;

namespace LiveChat.Application.Common;

/// <summary>Times as text. They are in UTC, because readers and programs do not know the server's time zone.</summary>
public static class TimeText
{
    /// <summary>RFC 3339 in UTC with milliseconds: the format of times in JSON, in CSV files and in the facts of the audit log.</summary>
    public const string Rfc3339Format = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    private const string ReadableFormat = "yyyy-MM-dd HH:mm:ss 'UTC'";

    public static string Rfc3339(DateTimeOffset time) => time.UtcDateTime.ToString(Rfc3339Format, CultureInfo.InvariantCulture);

    /// <summary>A time as people read it in a text file.</summary>
    public static string Readable(DateTimeOffset time) => time.UtcDateTime.ToString(ReadableFormat, CultureInfo.InvariantCulture);
}
