using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Limits;

namespace LiveChat.WebApi.Configuration;

/// <inheritdoc cref="ISettingsReport"/>
internal sealed class SettingsReport(ServerSettings settings, JwtSettings jwt, SettingSources sources, IHostEnvironment environment)
    : ISettingsReport
{
    public IReadOnlyList<SettingDto> List() =>
        [
            Shown("Environment", environment.EnvironmentName),
            Shown("Urls", string.Join(';', settings.Urls)),
            Shown("PublicBaseUrl", settings.PublicBaseUrl),
            Shown("DataDirectory", settings.DataDirectory),
            Shown("Database:Provider", "Sqlite"),
            Shown("Database:ConnectionString", WithoutPassword(settings.Database.ConnectionString)),
            Shown("Database:Durability", settings.Database.Durability.ToString()),
            Secret("Jwt:SigningKey"),
            Shown("Jwt:LifetimeDays", jwt.Lifetime.TotalDays.ToString(CultureInfo.InvariantCulture)),
            Shown("Identity:Hosts", Listed(settings.Hosts.All.Select(h => $"{h.Issuer} ({h.Algorithm})"))),
            Shown("Identity:RequireSecondFactorForAdmins", Flag(settings.SignIn.RequireSecondFactorForAdmins)),
            Secret("Integration:ApiKeys"),
            Shown("Demo:Enabled", Flag(settings.IsDemo)),
            Shown("Registration:Enabled", Flag(settings.IsRegistrationEnabled)),
            Shown("AllowedHosts", Listed(settings.AllowedHosts)),
            Shown("Cors:Origins", Listed(settings.CorsOrigins)),
            Shown("ForwardedHeaders:KnownNetworks", Listed(settings.KnownNetworks.Select(n => n.ToString()))),
            Shown("Media:Directory", settings.Media.Directory),
            Shown("Media:MaxFileSizeBytes", settings.Media.MaxFileSize.ToString(CultureInfo.InvariantCulture)),
            Shown("Messages:RecallWindow", settings.RecallWindow.ToString("c", CultureInfo.InvariantCulture)),
            Shown("Statistics:TimeZone", settings.Statistics.TimeZone.Id),
            Shown("Limits:Enabled", Flag(settings.Limits.IsEnabled)),
            Shown("Limits:LoginFailures", Text(settings.Limits.LoginFailures)),
            Shown("Limits:LoginFailuresPerAddress", Text(settings.Limits.LoginFailuresPerAddress)),
            Shown("Limits:Registrations", Text(settings.Limits.Registrations)),
            Shown("Limits:SignIns", Text(settings.Limits.SignIns)),
            Shown("Limits:Send", Text(settings.Limits.Send)),
            Shown("Limits:Typing", Text(settings.Limits.Typing)),
            Shown("Limits:NewConversations", Text(settings.Limits.NewConversations)),
            Shown("Limits:Upload", Text(settings.Limits.Upload)),
            Shown("Limits:Connections", Text(settings.Limits.Connections)),
            Shown("Limits:ConnectionsInAll", Text(settings.Limits.ConnectionsInAll)),
            Shown("Limits:AnonymousConnections", Text(settings.Limits.AnonymousConnections)),
            Shown("Limits:AnonymousConnectionsPerAddress", Text(settings.Limits.AnonymousConnectionsPerAddress)),
        ];

    private SettingDto Shown(string key, string? value) => new(key, value, sources.Of(key), false);

    private SettingDto Secret(string key) => new(key, null, sources.Of(key), true);

    private static string? Listed(IEnumerable<string> values) => string.Join(", ", values) is { Length: > 0 } text ? text : null;

    private static string Flag(bool flag) => flag ? "true" : "false";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Text(Limit limit) => string.Create(CultureInfo.InvariantCulture, $"{limit.Count}/{limit.Window.TotalSeconds}");

    /// <summary>The keys of a connection string under which a password may stand.</summary>
    private static string WithoutPassword(string connectionString)
    {
        var parts = new DbConnectionStringBuilder { ConnectionString = connectionString };
        parts.Remove("Password");
        parts.Remove("Pwd");
        return parts.ConnectionString;
    }
}

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

    private static int Number(Match match, string group) =>
        match.Groups[group] is { Success: true } found ? int.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(?:(?<days>\d{1,4})\.)?(?<hours>\d{1,5}):(?<minutes>[0-5]?\d):(?<seconds>[0-5]?\d)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
