using System.Globalization;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.WebApi.Configuration;

/// <summary>Reads single settings and lists of them, and says in a sentence what is wrong with one that can't be used.</summary>
public sealed class SettingReader(IConfiguration configuration)
{
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The full names of all settings that have been read so far, including the existing entries of lists.</summary>
    public IReadOnlySet<string> Known => _known;

    /// <exception cref="SettingsException">The setting is a list instead of a single value.</exception>
    public string? Text(string key)
    {
        _known.Add(key);
        if (
            configuration.GetSection(key).AsEnumerable().FirstOrDefault(s => s.Key.Length > key.Length && s.Value is { Length: > 0 }).Key is
            { } entry
        )
            throw new SettingsException(
                $"{key} is a single value, so {entry} has no effect. Set {key} itself; in Urls and AllowedHosts, separate several by semicolons."
            );
        return configuration[key] is { Length: > 0 } value ? value : null;
    }

    public IEnumerable<string> Values(string key) =>
        Items(key).Select(item => item.Value?.Trim()).OfType<string>().Where(v => v.Length > 0);

    /// <param name="fields">The fields of each item; none when the items are plain values.</param>
    /// <exception cref="SettingsException">The setting is a single value instead of a list.</exception>
    public IEnumerable<IConfigurationSection> Items(string key, params string[] fields)
    {
        var section = configuration.GetSection(key);
        if (section.Value is { Length: > 0 })
            throw new SettingsException(
                $"{key} is a list. Number its entries from 0: {key}:0, or {key.Replace(":", "__", StringComparison.Ordinal)}__0 in .env and in the environment."
            );
        foreach (var item in section.GetChildren())
        {
            _known.Add(item.Path);
            foreach (var field in fields)
                _known.Add($"{item.Path}:{field}");
            yield return item;
        }

        _known.Add($"{key}:0");
    }

    public bool Flag(string key, bool fallback) =>
        Text(key) is not { } value ? fallback
        : bool.TryParse(value, out var flag) ? flag
        : throw new SettingsException($"{key} must be true or false, not '{value}'.");

    public int Number(string key, int fallback, int min, int max) =>
        Text(key) is not { } value ? fallback
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
        : throw new SettingsException($"{key} must be a whole number from {min} to {max}, not '{value}'.");

    public TimeZoneInfo TimeZone(string key, string fallback)
    {
        var name = Text(key) ?? fallback;
        // Names of other kinds, such as those of Windows, are known only on some systems.
        if (name.Contains('/', StringComparison.Ordinal) || name == "UTC")
        {
            if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
                return zone;
            // China has had one fixed offset since 1991, so the default works without a time zone database.
            if (name == fallback)
                return TimeZoneInfo.CreateCustomTimeZone(name, TimeSpan.FromHours(8), name, name);
        }

        throw new SettingsException(
            $"{key} has '{name}', which is no time zone that this machine knows. Use a name of the IANA database such as Asia/Shanghai or UTC, and install the database (the package tzdata) if it is missing."
        );
    }

    public TimeSpan Duration(string key, TimeSpan fallback) =>
        Text(key) is not { } value
            ? fallback
            : DurationText.Parse(value)
                ?? throw new SettingsException($"{key} must be hours:minutes:seconds such as 00:02:00 or 24:00:00, not '{value}'.");

    public TEnum Name<TEnum>(string key, TEnum fallback)
        where TEnum : struct, Enum =>
        Text(key) is not { } value ? fallback
        : Enum.GetNames<TEnum>().Contains(value, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<TEnum>(value, ignoreCase: true)
        : throw new SettingsException($"{key} must be one of {string.Join(", ", Enum.GetNames<TEnum>())}, not '{value}'.");
}
