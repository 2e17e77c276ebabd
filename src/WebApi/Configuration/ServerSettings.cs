using System.Net;
using LiveChat.Application.Identity;
using LiveChat.Application.Statistics;
using LiveChat.WebApi.Limits;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.WebApi.Configuration;

/// <summary>
/// The settings that .env.example documents, read and checked. A missing or unusable one is a <see cref="SettingsException"/>.
/// </summary>
public sealed class ServerSettings
{
    private const string DefaultUrl = "http://localhost:8000";
    private const int MinApiKeyLength = 16;
    private const string DefaultTimeZone = "Asia/Shanghai";

    private readonly IConfiguration _configuration;
    private readonly bool _isProduction;
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    public ServerSettings(IConfiguration configuration, IHostEnvironment environment)
    {
        _configuration = configuration;
        _isProduction = environment.IsProduction();
        CheckLogLevels();
        // The framework would listen there besides, or instead, without what Urls is checked for.
        if (_configuration.GetSection("Kestrel:Endpoints").Exists())
            throw new SettingsException("Kestrel:Endpoints is not supported. Remove it, and set Urls to the addresses to listen on.");
        Urls = ReadUrls();
        PublicBaseUrl = Text("PublicBaseUrl") is { } publicBaseUrl ? Origin("PublicBaseUrl", publicBaseUrl) : ListenAddress.ToLocal(Urls[0]);
        DataDirectory = Path.GetFullPath(Text("DataDirectory") ?? "data");
        IsDemo = Flag("Demo:Enabled", environment.IsDevelopment());
        if (IsDemo && _isProduction)
            throw new SettingsException("Demo:Enabled can't be true in Production, because anybody could sign in as anybody. Remove it, or set ASPNETCORE_ENVIRONMENT=Development to try the demo.");
        if (!(Text("Database:Provider") ?? "Sqlite").Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
            throw new SettingsException("Database:Provider must be Sqlite.");
        // Nodes that do not know each other would silently lose pushes.
        if (Text("Redis:ConnectionString") is not null)
            throw new SettingsException("Redis:ConnectionString is set, but this version runs as one node only. Remove it.");
        Database = new DatabaseSettings(
            Text("Database:ConnectionString")?.Replace("{DataDirectory}", DataDirectory, StringComparison.Ordinal) ?? $"Data Source={Path.Combine(DataDirectory, "livechat.db")}",
            Name("Database:Durability", Durability.Full),
            IsDemo);
        Media = new MediaSettings(
            PublicBaseUrl,
            Path.TrimEndingDirectorySeparator(Path.GetFullPath(Text("Media:Directory")?.Replace("{DataDirectory}", DataDirectory, StringComparison.Ordinal) ?? Path.Combine(DataDirectory, "media"))),
            Number("Media:MaxFileSizeBytes", 10 * 1024 * 1024, 1, int.MaxValue));
        RefusePublic("DataDirectory", DataDirectory, environment);
        RefusePublic("Media:Directory", Media.Directory, environment);
        RecallWindow = Duration("Messages:RecallWindow", TimeSpan.FromMinutes(2));
        ApiKeys = [.. Values("Integration:ApiKeys")];
        if (ApiKeys.FirstOrDefault(k => k.Length < MinApiKeyLength) is not null)
            throw new SettingsException($"Integration:ApiKeys has a key that is too short. Use at least {MinApiKeyLength} random characters.");
        IsRegistrationEnabled = Flag("Registration:Enabled", false);
        Statistics = new StatisticsOptions(TimeZone("Statistics:TimeZone", DefaultTimeZone));
        Limits = ReadLimits();
        KnownNetworks = [.. Values("ForwardedHeaders:KnownNetworks").Select(Network)];
        Hosts = ReadHosts();
        SignIn = new SignInRules(Flag("Identity:RequireSecondFactorForAdmins", false));
        CorsOrigins = [.. Values("Cors:Origins").Select(o => Origin("Cors:Origins", o))];
        AllowedHosts = [.. (Text("AllowedHosts") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Host)];
    }

    /// <summary>The full names of all settings that have been read so far, including the existing entries of lists.</summary>
    public IReadOnlySet<string> Known => _known;

    public IReadOnlyList<string> Urls { get; }

    /// <summary>Prefix of the URLs handed out, without a slash at its end; see <see cref="WebOrigin"/>.</summary>
    public string PublicBaseUrl { get; }

    public string DataDirectory { get; }

    public bool IsDemo { get; }

    public DatabaseSettings Database { get; }

    public MediaSettings Media { get; }

    public TimeSpan RecallWindow { get; }

    public IReadOnlyList<string> ApiKeys { get; }

    /// <summary>Whether buyers and merchants may make accounts of their own.</summary>
    public bool IsRegistrationEnabled { get; }

    /// <summary>The host sites whose tokens are exchanged.</summary>
    public IdentityHosts Hosts { get; }

    public SignInRules SignIn { get; }

    public StatisticsOptions Statistics { get; }

    public LimitSettings Limits { get; }

    /// <summary>The networks of the proxies whose forwarded headers are trusted.</summary>
    public IReadOnlyList<IPNetwork> KnownNetworks { get; }

    public IReadOnlyList<string> CorsOrigins { get; }

    public IReadOnlyList<string> AllowedHosts { get; }

    /// <summary>The key and lifetime of tokens. Outside Production a key is generated once and kept in the data directory.</summary>
    public JwtSettings ReadJwt()
    {
        var days = Number("Jwt:LifetimeDays", 7, 1, 3650);
        if (Text("Jwt:SigningKey") is { } key)
        {
            var bytes = Encoding.UTF8.GetBytes(key);
            // White space at the ends of a key may belong to it, but does not count.
            return Encoding.UTF8.GetByteCount(key.Trim()) >= JwtSettings.MinKeyLength
                ? new JwtSettings(bytes, TimeSpan.FromDays(days))
                : throw new SettingsException($"Jwt:SigningKey is too short. Use at least {JwtSettings.MinKeyLength} random bytes, for example from 'openssl rand -base64 48'.");
        }

        if (_isProduction)
            throw new SettingsException("Jwt:SigningKey is missing. In Production set it to at least 32 random bytes, for example from 'openssl rand -base64 48' (environment variable Jwt__SigningKey).");
        return new JwtSettings(ReadOrCreateKey(), TimeSpan.FromDays(days));
    }

    private byte[] ReadOrCreateKey()
    {
        var path = Path.Combine(DataDirectory, "jwt-signing.key");
        try
        {
            PrivateFiles.CreateDirectory(DataDirectory);
        }
        catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
        {
            throw new SettingsException($"DataDirectory can't be used ({exception.Message}). Check that the path exists and that this user may write there.");
        }

        try
        {
            if (!File.Exists(path))
            {
                PrivateFiles.WriteWhole(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)));
            }

            var key = Convert.FromBase64String(File.ReadAllText(path).Trim());
            return key.Length >= JwtSettings.MinKeyLength ? key : throw new FormatException($"it holds {key.Length} bytes of at least {JwtSettings.MinKeyLength}");
        }
        catch (Exception exception) when (exception is FormatException || PrivateFiles.IsOfDisk(exception))
        {
            throw new SettingsException(
                $"Jwt:SigningKey can't be read from {path} ({exception.Message}). Put the file back from a backup, set Jwt:SigningKey, "
                + "or delete the file: a new key is made then, and everybody has to sign in again.");
        }
    }

    /// <summary>Refuses a directory among the web client's files, which are served to anybody.</summary>
    private static void RefusePublic(string key, string directory, IHostEnvironment environment)
    {
        var served = Path.Combine(environment.ContentRootPath, "wwwroot");
        if ($"{directory}{Path.DirectorySeparatorChar}".StartsWith($"{served}{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            throw new SettingsException($"{key} lies in {served}, which is served to anybody. Choose a directory outside of it.");
    }

    /// <summary>Refuses an unknown log level. The framework's own message does not say which setting it is.</summary>
    private void CheckLogLevels()
    {
        foreach (var (key, value) in _configuration.GetSection("Logging").AsEnumerable())
        {
            if (key.Contains(":LogLevel:", StringComparison.OrdinalIgnoreCase) && value is { Length: > 0 } && !Enum.TryParse<LogLevel>(value, ignoreCase: true, out _))
                throw new SettingsException($"{key} must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}, not '{value}'.");
        }
    }

    private LimitSettings ReadLimits()
    {
        Limit Read(string name, string fallback) => Limit.Parse($"Limits:{name}", Text($"Limits:{name}") ?? fallback);
        return new LimitSettings(
            Flag("Limits:Enabled", true),
            Read("LoginFailures", "5/900"),
            Read("LoginFailuresPerAddress", "50/900"),
            Read("Registrations", "10/3600"),
            Read("SignIns", "60/900"),
            Read("Send", "20/10"),
            Read("Typing", "1/1"),
            Read("NewConversations", "30/3600"),
            Read("Upload", "120/3600"))
        {
            Connections = Number("Limits:Connections", 10, 1, 100_000),
            ConnectionsInAll = Number("Limits:ConnectionsInAll", 20_000, 10, 1_000_000),
            AnonymousConnections = Number("Limits:AnonymousConnections", 2_000, 5, 1_000_000),
            AnonymousConnectionsPerAddress = Number("Limits:AnonymousConnectionsPerAddress", 200, 5, 1_000_000),
        };
    }

    private static IPNetwork Network(string value) =>
        ListenAddress.IsWhole(value.Split('/')[0]) && IPNetwork.TryParse(value, out var network) ? network
        : ListenAddress.IsWhole(value) && IPAddress.TryParse(value, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new SettingsException($"ForwardedHeaders:KnownNetworks has '{value}', which is no network. Use something like 10.0.0.0/8.");

    private IdentityHosts ReadHosts()
    {
        var hosts = Items("Identity:Hosts", "Issuer", "Algorithm", "Key").Select(host => IdentityHost.Create(host.Path, host["Issuer"], host["Algorithm"], host["Key"])).ToList();
        return hosts.Find(host => hosts.Exists(other => other != host && other.IsCalled(host.Issuer))) is { Issuer: var twice }
            ? throw new SettingsException($"Identity:Hosts has the issuer '{twice}' twice. Give each host site its own.")
            : new IdentityHosts(hosts);
    }

    private List<string> ReadUrls()
    {
        var urls = (Text("Urls") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(ListenAddress.Parse).Distinct().ToList();
        return urls.Count > 0 ? urls : [DefaultUrl];
    }

    private static string Origin(string key, string value) =>
        WebOrigin.TryParse(value, out var origin)
            ? origin.Text
            : throw new SettingsException($"{key} has '{value}', which is no origin: scheme, host and perhaps a port, without a path. Use something like https://chat.example.com.");

    /// <summary>A host name, <c>*.</c> with a name for all below it, or <c>*</c> for all.</summary>
    private static string Host(string value)
    {
        if (value == "*")
            return value;
        var prefix = value.StartsWith("*.", StringComparison.Ordinal) ? "*." : "";
        return HostName.Canonical(value[prefix.Length..].Trim('[', ']')) is { } name
            ? prefix + name
            : throw new SettingsException($"AllowedHosts has '{value}', which is no host name: neither a scheme nor a port nor a path belongs to it. Use something like chat.example.com or *.example.com.");
    }

    /// <exception cref="SettingsException">The setting is a list instead of a single value.</exception>
    private string? Text(string key)
    {
        _known.Add(key);
        if (_configuration.GetSection(key).AsEnumerable().FirstOrDefault(s => s.Key.Length > key.Length && s.Value is { Length: > 0 }).Key is { } entry)
            throw new SettingsException($"{key} is a single value, so {entry} has no effect. Set {key} itself; in Urls and AllowedHosts, separate several by semicolons.");
        return _configuration[key] is { Length: > 0 } value ? value : null;
    }

    private IEnumerable<string> Values(string key) => Items(key).Select(item => item.Value?.Trim()).OfType<string>().Where(v => v.Length > 0);

    /// <param name="fields">The fields of each item; none when the items are plain values.</param>
    /// <exception cref="SettingsException">The setting is a single value instead of a list.</exception>
    private IEnumerable<IConfigurationSection> Items(string key, params string[] fields)
    {
        var section = _configuration.GetSection(key);
        if (section.Value is { Length: > 0 })
            throw new SettingsException($"{key} is a list. Number its entries from 0: {key}:0, or {key.Replace(":", "__", StringComparison.Ordinal)}__0 in .env and in the environment.");
        foreach (var item in section.GetChildren())
        {
            _known.Add(item.Path);
            foreach (var field in fields)
                _known.Add($"{item.Path}:{field}");
            yield return item;
        }

        _known.Add($"{key}:0");
    }

    private bool Flag(string key, bool fallback) =>
        Text(key) is not { } value ? fallback
        : bool.TryParse(value, out var flag) ? flag
        : throw new SettingsException($"{key} must be true or false, not '{value}'.");

    private int Number(string key, int fallback, int min, int max) =>
        Text(key) is not { } value ? fallback
        : int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max ? number
        : throw new SettingsException($"{key} must be a whole number from {min} to {max}, not '{value}'.");

    private TimeZoneInfo TimeZone(string key, string fallback)
    {
        var name = Text(key) ?? fallback;
        // Names of other kinds, such as those of Windows, are known only on some systems.
        if (name.Contains('/', StringComparison.Ordinal) || name == "UTC")
        {
            if (TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
                return zone;
            // China has had one fixed offset since 1991, so the default works without a time zone database.
            if (name == DefaultTimeZone)
                return TimeZoneInfo.CreateCustomTimeZone(name, TimeSpan.FromHours(8), name, name);
        }

        throw new SettingsException(
            $"{key} has '{name}', which is no time zone that this machine knows. Use a name of the IANA database such as Asia/Shanghai or UTC, and install the database (the package tzdata) if it is missing.");
    }

    private TimeSpan Duration(string key, TimeSpan fallback) =>
        Text(key) is not { } value ? fallback
        : DurationText.Parse(value) ?? throw new SettingsException($"{key} must be hours:minutes:seconds such as 00:02:00 or 24:00:00, not '{value}'.");

    private TEnum Name<TEnum>(string key, TEnum fallback)
        where TEnum : struct, Enum =>
        Text(key) is not { } value ? fallback
        : Enum.GetNames<TEnum>().Contains(value, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<TEnum>(value, ignoreCase: true)
        : throw new SettingsException($"{key} must be one of {string.Join(", ", Enum.GetNames<TEnum>())}, not '{value}'.");
}
