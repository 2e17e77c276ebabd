using LiveChat.Infrastructure.Settings;

namespace LiveChat.WebApi.Configuration;

/// <summary>
/// A setting, declared once in <see cref="DeclaredSettings"/>. How it is read and checked, its place in the console's list and its lines in
/// .env.example follow from the declaration.
/// </summary>
/// <param name="Key">The name in configuration: <c>Section:Key</c>.</param>
public abstract record Setting(string Key)
{
    /// <summary>The paragraph above it in .env.example; null when it belongs to the paragraph of the one before.</summary>
    public string? Description { get; init; }

    /// <summary>Whether the value is never shown.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The name in the environment and in .env, with a value to begin with: its default, if it has one.</summary>
    public abstract IEnumerable<(string Name, string Value)> Examples { get; }

    /// <summary>The full names that it goes by in a configuration: a list has one for each of its entries.</summary>
    public abstract IEnumerable<string> NamesIn(IConfiguration configuration);

    /// <summary>Whether a name is this one with the number of a list's entry too many or too few, which reading the setting refuses.</summary>
    public abstract bool IsMisnumbered(string name);

    /// <summary>Reads it by itself.</summary>
    /// <exception cref="SettingsException">The value is unusable.</exception>
    public abstract void Check(SettingReader reader);

    protected static string ToVariable(string key) => key.Replace(ConfigurationPath.KeyDelimiter, "__", StringComparison.Ordinal);
}

/// <summary>A setting of a single value.</summary>
/// <param name="Default">The text that counts when none is given; null when there is no default, or one that depends on other
/// settings.</param>
/// <param name="Parse">Makes the value of key and text, or throws a <see cref="SettingsException"/>.</param>
public sealed record Setting<T>(string Key, string? Default, Func<string, string, T> Parse) : Setting(Key)
{
    /// <summary>A value for .env.example where the default says nothing.</summary>
    public string? Example { get; init; }

    /// <summary>The name in the environment, where that of the key is taken by others.</summary>
    public string? Variable { get; init; }

    /// <summary>How the value is shown, where its type does not tell.</summary>
    public Func<T, string?>? Show { get; init; }

    public override IEnumerable<(string Name, string Value)> Examples => [(Variable ?? ToVariable(Key), Example ?? Default ?? "")];

    public override IEnumerable<string> NamesIn(IConfiguration configuration) => [Key];

    public override bool IsMisnumbered(string name) =>
        name.StartsWith(Key + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase);

    public override void Check(SettingReader reader) => _ = reader.Read(this);
}

/// <summary>A setting of any number of entries, which are numbered from 0.</summary>
public sealed record ListSetting<T> : Setting
{
    private readonly string[] _fields;

    /// <summary>A list of plain values.</summary>
    /// <param name="parse">Makes an entry of key and text, or throws a <see cref="SettingsException"/>.</param>
    public ListSetting(string key, Func<string, string, T> parse)
        : base(key)
    {
        _fields = [];
        ParseItem = item => parse(key, item.Value!.Trim());
    }

    /// <summary>A list of sections.</summary>
    /// <param name="fields">The fields of each entry, in the order of <see cref="ExampleValues"/>.</param>
    public ListSetting(string key, Func<IConfigurationSection, T> parse, params string[] fields)
        : base(key) => (ParseItem, _fields) = (parse, fields);

    /// <summary>The values of one entry in .env.example: one, or one for each field.</summary>
    public IReadOnlyList<string> ExampleValues { get; init; } = [""];

    /// <summary>How an entry is shown, where its type does not tell.</summary>
    public Func<T, string?>? Show { get; init; }

    public Func<IConfigurationSection, T> ParseItem { get; }

    public override IEnumerable<(string Name, string Value)> Examples => NamesOf($"{Key}:0").Select(ToVariable).Zip(ExampleValues);

    public override IEnumerable<string> NamesIn(IConfiguration configuration) =>
        configuration.GetSection(Key).GetChildren().Select(item => item.Path).Append($"{Key}:0").SelectMany(NamesOf);

    public override bool IsMisnumbered(string name) =>
        _fields.Select(field => ConfigurationPath.Combine(Key, field)).Append(Key).Contains(name, StringComparer.OrdinalIgnoreCase);

    public override void Check(SettingReader reader) => _ = reader.Read(this);

    /// <summary>Whether an entry counts. An empty value means that it is not set.</summary>
    public bool Takes(IConfigurationSection item) => _fields.Length > 0 || item.Value?.Trim() is { Length: > 0 };

    /// <summary>Whether what ought to be an entry is a field of one: the number between is missing.</summary>
    public bool IsUnnumbered(IConfigurationSection item) => _fields.Contains(item.Key, StringComparer.OrdinalIgnoreCase);

    private IEnumerable<string> NamesOf(string item) => _fields.Length == 0 ? [item] : _fields.Select(field => $"{item}:{field}");
}

/// <summary>Reads declared settings, and remembers what is in force.</summary>
public sealed class SettingReader(IConfiguration configuration)
{
    private readonly Dictionary<string, Func<string?>> _inForce = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The value in force as a text; null when it is not set, or was not read.</summary>
    public string? InForce(Setting setting) => _inForce.GetValueOrDefault(setting.Key)?.Invoke();

    /// <param name="fallback">The text that counts when none is given, where it is not the declared default.</param>
    /// <param name="fill">Fills in what the text refers to.</param>
    /// <exception cref="SettingsException">The value is unusable, or is a list.</exception>
    public T Read<T>(Setting<T> setting, string? fallback = null, Func<string, string>? fill = null)
    {
        var key = setting.Key;
        if (EntriesOf(key).FirstOrDefault(entry => entry.Length > key.Length) is { } below)
            throw new SettingsException(
                $"{key} is a single value, so {below} has no effect. Set {key} itself; in Urls and AllowedHosts, separate several by semicolons."
            );
        var text = configuration[key] is { Length: > 0 } given ? given : fallback ?? setting.Default;
        if (text is null)
            return default!;
        var value = setting.Parse(key, fill is null ? text : fill(text));
        _inForce[key] = () => setting.Show is null ? SettingText.Of(value) : setting.Show(value);
        return value;
    }

    /// <exception cref="SettingsException">An entry is unusable, or the setting is a single value.</exception>
    public IReadOnlyList<T> Read<T>(ListSetting<T> setting)
    {
        var section = configuration.GetSection(setting.Key);
        if (section.Value is { Length: > 0 } || section.GetChildren().Any(setting.IsUnnumbered))
            throw new SettingsException(
                $"{setting.Key} is a list. Number its entries from 0: {setting.Key}:0, or {setting.Examples.First().Name} in .env and in the environment."
            );
        List<T> values = [.. section.GetChildren().Where(setting.Takes).Select(setting.ParseItem)];
        _inForce[setting.Key] = () => setting.Show is null ? SettingText.Of(values) : SettingText.Of(values.Select(setting.Show));
        return values;
    }

    /// <summary>Whether a value is set under that name or below it.</summary>
    public bool IsSet(string key) => EntriesOf(key).Any();

    private IEnumerable<string> EntriesOf(string key) =>
        configuration.GetSection(key).AsEnumerable().Where(entry => entry.Value is { Length: > 0 }).Select(entry => entry.Key);
}
