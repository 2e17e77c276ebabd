using System.Collections;
using System.Data.Common;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using LiveChat.Infrastructure.Settings;
using LiveChat.Infrastructure.Telemetry;
using LiveChat.WebApi.Limits;
using Microsoft.AspNetCore.Http;

namespace LiveChat.WebApi.Configuration;

/// <summary>
/// The kinds of values that settings have: from a text, and back to the text that is shown. What is wrong with an unusable one is told in a
/// sentence that names the setting and says how to mend it.
/// </summary>
internal static partial class SettingText
{
    private const string FixedZone = "Asia/Shanghai";

    /// <summary>The text of a value; null for an empty list.</summary>
    public static string? Of(object? value) =>
        value switch
        {
            null => null,
            string text => text,
            bool flag => flag ? "true" : "false",
            TimeSpan duration => duration.ToString("c", CultureInfo.InvariantCulture),
            TimeZoneInfo zone => zone.Id,
            TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
            Limit limit => string.Create(CultureInfo.InvariantCulture, $"{limit.Count}/{limit.Window.TotalSeconds}"),
            IEnumerable values => string.Join(", ", values.Cast<object?>().Select(Of)) is { Length: > 0 } text ? text : null,
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };

    public static string Plain(string key, string text) => text;

    public static bool Flag(string key, string text) =>
        bool.TryParse(text, out var flag) ? flag : throw new SettingsException($"{key} must be true or false, not '{text}'.");

    public static Func<string, string, int> Number(int min, int max) =>
        (key, text) =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max
                ? number
                : throw new SettingsException($"{key} must be a whole number from {min} to {max}, not '{text}'.");

    public static TEnum Name<TEnum>(string key, string text)
        where TEnum : struct, Enum =>
        Enum.GetNames<TEnum>().Contains(text, StringComparer.OrdinalIgnoreCase)
            ? Enum.Parse<TEnum>(text, ignoreCase: true)
            : throw new SettingsException($"{key} must be one of {string.Join(", ", Enum.GetNames<TEnum>())}, not '{text}'.");

    public static string Directory(string key, string text) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(text));

    /// <summary>
    /// Hours, minutes and seconds, with days in front if need be: 00:02:00, 24:00:00, 1.12:00:00. The framework's own parser takes 24:00:00
    /// for 24 days, and a bare 2 for two days.
    /// </summary>
    public static TimeSpan Duration(string key, string text)
    {
        if (DurationPattern().Match(text.Trim()) is { Success: true } match)
        {
            int Part(string name) =>
                match.Groups[name] is { Success: true } part ? int.Parse(part.ValueSpan, CultureInfo.InvariantCulture) : 0;
            if (Part("days") == 0 || Part("hours") < 24)
                return new TimeSpan(Part("days"), Part("hours"), Part("minutes"), Part("seconds"));
        }

        throw new SettingsException($"{key} must be hours:minutes:seconds such as 00:02:00 or 24:00:00, not '{text}'.");
    }

    /// <summary>Hours and minutes: 03:30.</summary>
    public static TimeOnly TimeOfDay(string key, string text) =>
        TimeOnly.TryParseExact(text.Trim(), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new SettingsException($"{key} must be a time of day such as 03:30, not '{text}'.");

    public static TimeZoneInfo TimeZone(string key, string text)
    {
        // Names of other kinds, such as those of Windows, are known only on some systems.
        if (text.Contains('/', StringComparison.Ordinal) || text == "UTC")
        {
            if (TimeZoneInfo.TryFindSystemTimeZoneById(text, out var zone))
                return zone;
            // China has had one fixed offset since 1991, so the default works without a time zone database.
            if (text == FixedZone)
                return TimeZoneInfo.CreateCustomTimeZone(text, TimeSpan.FromHours(8), text, text);
        }

        throw new SettingsException(
            $"{key} has '{text}', which is no time zone that this machine knows. Use a name of the IANA database such as Asia/Shanghai or UTC, and install the database (the package tzdata) if it is missing."
        );
    }

    /// <summary>Several values between semicolons.</summary>
    public static Func<string, string, IReadOnlyList<T>> Several<T>(Func<string, string, T> parse) =>
        (key, text) =>
            [
                .. text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                    .Select(part => parse(key, part))
                    .Distinct(),
            ];

    public static string Origin(string key, string text) =>
        WebOrigin.TryParse(text, out var origin)
            ? origin.Text
            : throw new SettingsException(
                $"{key} has '{text}', which is no origin: scheme, host and perhaps a port, without a path. Use something like https://chat.example.com."
            );

    /// <summary>The first parts of the server's own paths. Below one of them its pages could not be told from what lies there.</summary>
    private static readonly string[] OwnPaths = ["api", "assets", "docs", "health", "hubs", "icons", "media", "openapi"];

    /// <summary>An origin, and perhaps the path below which a proxy leads here.</summary>
    public static string BaseUrl(string key, string text)
    {
        if (!WebOrigin.TryParseWithPath(text, out var origin, out var path))
            throw new SettingsException(
                $"{key} has '{text}', which is no address of a site: scheme, host, perhaps a port, and perhaps a path of letters, digits, '-', '_' and '.'. Use something like https://chat.example.com or https://shop.example.com/support/."
            );
        return path.Length > 0 && OwnPaths.Contains(path.Split('/')[1], StringComparer.OrdinalIgnoreCase)
            ? throw new SettingsException(
                $"{key} has the path {path}, but the server has paths of its own that begin so. Choose another, such as /support/."
            )
            : origin.Text + path;
    }

    /// <summary>A host name, <c>*.</c> with a name for all below it, or <c>*</c> for all.</summary>
    public static string Host(string key, string text)
    {
        if (text == "*")
            return text;
        var prefix = text.StartsWith("*.", StringComparison.Ordinal) ? "*." : "";
        return HostName.Canonical(text[prefix.Length..].Trim('[', ']')) is { } name
            ? prefix + name
            : throw new SettingsException(
                $"{key} has '{text}', which is no host name: neither a scheme nor a port nor a path belongs to it. Use something like chat.example.com or *.example.com."
            );
    }

    public static IPNetwork Network(string key, string text) =>
        ListenAddress.IsWhole(text.Split('/')[0]) && IPNetwork.TryParse(text, out var network) ? network
        : ListenAddress.IsWhole(text) && IPAddress.TryParse(text, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new SettingsException($"{key} has '{text}', which is no network. Use something like 10.0.0.0/8.");

    /// <summary>The bytes of a key. White space at its ends may belong to it, but does not count.</summary>
    public static byte[] SigningKey(string key, string text) =>
        Encoding.UTF8.GetByteCount(text.Trim()) >= JwtSettings.MinKeyLength
            ? Encoding.UTF8.GetBytes(text)
            : throw new SettingsException(
                $"{key} is too short. Use at least {JwtSettings.MinKeyLength} random bytes, for example from 'openssl rand -base64 48'."
            );

    /// <summary>A secret of the same length as <see cref="SigningKey"/>, but in base64, as it stands in a file of keys.</summary>
    public static byte[] Base64Key(string key, string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text.Trim(), bytes, out var length) && length >= JwtSettings.MinKeyLength
            ? bytes[..length]
            : throw new SettingsException(
                $"{key} must be at least {JwtSettings.MinKeyLength} bytes in base64, for example from 'openssl rand -base64 48'."
            );
    }

    public static string NodeName(string key, string text) =>
        NodeNamePattern().IsMatch(text)
            ? text
            : throw new SettingsException($"{key} must be 1 to 32 small letters, digits and hyphens, such as a or node-1, not '{text}'.");

    public static Func<string, string, string> Secret(int minLength) =>
        (key, text) =>
            text.Length >= minLength
                ? text
                : throw new SettingsException($"{key} has a key that is too short. Use at least {minLength} random characters.");

    /// <summary>A collector of OpenTelemetry. What signs in to it goes into the environment variable OTEL_EXPORTER_OTLP_HEADERS.</summary>
    public static OtlpTarget? Otlp(string key, string text) =>
        Uri.TryCreate(text.Trim(), UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
        && url is { UserInfo: "", Query: "", Fragment: "", Host.Length: > 0 }
            ? new OtlpTarget(url)
            : throw new SettingsException(
                $"{key} must be the address of an OpenTelemetry collector such as http://localhost:4318 (HTTP) or http://localhost:4317 (gRPC), without a user, a query or a fragment, not '{text}'."
            );

    public static string Region(string key, string text) =>
        RegionPattern().IsMatch(text) ? text : throw new SettingsException($"{key} must be a region such as eu-central-1, not '{text}'.");

    public static string Bucket(string key, string text) =>
        BucketPattern().IsMatch(text)
            ? text
            : throw new SettingsException(
                $"{key} must be 3 to 63 small letters, digits, hyphens and dots, as buckets are called, not '{text}'."
            );

    /// <summary>What the names of objects begin with: a path without a slash in front, and with one at its end.</summary>
    public static string Prefix(string key, string text)
    {
        var path = text.Trim().Trim('/');
        return path.Length == 0 ? ""
            : PrefixPattern().IsMatch(path) ? $"{path}/"
            : throw new SettingsException(
                $"{key} must be a path of letters, digits, '-', '_' and '.' such as livechat/files, and not '{text}'."
            );
    }

    /// <summary>A connection string without the keys under which a password may stand.</summary>
    public static string WithoutPassword(string connectionString)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        parts.Remove("Password");
        parts.Remove("Pwd");
        return parts.ConnectionString;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,31}$")]
    private static partial Regex NodeNamePattern();

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,62}$")]
    private static partial Regex RegionPattern();

    /// <summary>What every store takes, and what is safe in a host name.</summary>
    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")]
    private static partial Regex BucketPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}(?:/[A-Za-z0-9_-][A-Za-z0-9_.-]{0,99}){0,9}$")]
    private static partial Regex PrefixPattern();

    [GeneratedRegex(@"^(?:(?<days>\d{1,4})\.)?(?<hours>\d{1,5}):(?<minutes>[0-5]?\d):(?<seconds>[0-5]?\d)$", RegexOptions.ExplicitCapture)]
    private static partial Regex DurationPattern();
}

/// <summary>
/// An address that the server listens on. Kestrel takes any host name that it does not know for all addresses of the machine, so that a
/// typing error would open the server to the network. So only IP addresses, localhost and * are accepted.
/// </summary>
internal static class ListenAddress
{
    private const string Example = "http://localhost:8000";
    private const string Localhost = "localhost";
    private const int MaxPort = 65_535;

    /// <exception cref="SettingsException">The server can't listen on that address.</exception>
    public static string Parse(string value)
    {
        var text = value.Trim().TrimEnd('/');
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(text);
        }
        catch (FormatException)
        {
            throw Unusable(value, "which is no address");
        }

        var scheme = address.Scheme.ToLowerInvariant();
        if (scheme is not ("http" or "https"))
            throw Unusable(value, "which is neither http nor https");
        if (address.PathBase.Length > 0)
            throw Unusable(value, "which has a path. The server serves at the root of an address");
        if (address.Port is < 0 or > MaxPort)
            throw Unusable(value, "whose port is not between 0 and 65535");
        var host = address.Host.ToLowerInvariant();
        if (host is not (Localhost or "*" or "+") && !IsAddress(host))
            throw Unusable(value, $"whose host '{address.Host}' is neither an IP address nor localhost, * or + (all addresses)");
        if (host == Localhost && address.Port == 0)
            throw Unusable(value, "but localhost needs a port of its own. Use http://127.0.0.1:0 for any free one");
        return $"{scheme}://{host}:{address.Port.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>The URL at which a browser on this machine reaches the server.</summary>
    public static string ToLocal(string url)
    {
        var address = BindingAddress.Parse(url);
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? Localhost : address.Host;
        return WebOrigin.TryParse($"{address.Scheme}://{host}:{address.Port.ToString(CultureInfo.InvariantCulture)}", out var origin)
            ? origin.Text
            : throw new ArgumentException($"'{url}' is no address to listen on.", nameof(url));
    }

    /// <summary>Only whole addresses count: the framework also accepts "1" and "127.1", which hardly anybody means as addresses.</summary>
    public static bool IsWhole(string address) =>
        IPAddress.TryParse(address, out var parsed)
        && (parsed.AddressFamily == AddressFamily.InterNetworkV6 || parsed.ToString() == address);

    private static bool IsAddress(string host) =>
        host.StartsWith('[') ? host.EndsWith(']') && IsWhole(host[1..^1]) : !host.Contains(':') && IsWhole(host);

    private static SettingsException Unusable(string value, string why) => new($"Urls has '{value}', {why}. Use something like {Example}.");
}
