using System.Net;
using System.Security.Cryptography;
using System.Text;
using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Limits;

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
    private readonly SettingReader _read;

    public ServerSettings(IConfiguration configuration, IHostEnvironment environment)
    {
        _configuration = configuration;
        _read = new SettingReader(configuration);
        _isProduction = environment.IsProduction();
        CheckLogLevels();
        // The framework would listen there besides, or instead, without what Urls is checked for.
        if (_configuration.GetSection("Kestrel:Endpoints").Exists())
            throw new SettingsException("Kestrel:Endpoints is not supported. Remove it, and set Urls to the addresses to listen on.");
        Urls = ReadUrls();
        PublicBaseUrl = _read.Text("PublicBaseUrl") is { } publicBaseUrl
            ? Origin("PublicBaseUrl", publicBaseUrl)
            : ListenAddress.ToLocal(Urls[0]);
        DataDirectory = Path.GetFullPath(_read.Text("DataDirectory") ?? "data");
        IsDemo = _read.Flag("Demo:Enabled", environment.IsDevelopment());
        if (IsDemo && _isProduction)
            throw new SettingsException(
                "Demo:Enabled can't be true in Production, because anybody could sign in as anybody. Remove it, or set ASPNETCORE_ENVIRONMENT=Development to try the demo."
            );
        if (!(_read.Text("Database:Provider") ?? "Sqlite").Equals("Sqlite", StringComparison.OrdinalIgnoreCase))
            throw new SettingsException("Database:Provider must be Sqlite.");
        // Nodes that do not know each other would silently lose pushes.
        if (_read.Text("Redis:ConnectionString") is not null)
            throw new SettingsException("Redis:ConnectionString is set, but this version runs as one node only. Remove it.");
        Database = new DatabaseSettings(
            _read.Text("Database:ConnectionString")?.Replace("{DataDirectory}", DataDirectory, StringComparison.Ordinal)
                ?? $"Data Source={Path.Combine(DataDirectory, "livechat.db")}",
            _read.Name("Database:Durability", Durability.Full),
            IsDemo
        );
        Media = new MediaSettings(
            PublicBaseUrl,
            Path.TrimEndingDirectorySeparator(
                Path.GetFullPath(
                    _read.Text("Media:Directory")?.Replace("{DataDirectory}", DataDirectory, StringComparison.Ordinal)
                        ?? Path.Combine(DataDirectory, "media")
                )
            ),
            _read.Number("Media:MaxFileSizeBytes", 10 * 1024 * 1024, 1, int.MaxValue)
        );
        RefusePublic("DataDirectory", DataDirectory, environment);
        RefusePublic("Media:Directory", Media.Directory, environment);
        RecallWindow = _read.Duration("Messages:RecallWindow", TimeSpan.FromMinutes(2));
        ApiKeys = [.. _read.Values("Integration:ApiKeys")];
        if (ApiKeys.FirstOrDefault(k => k.Length < MinApiKeyLength) is not null)
            throw new SettingsException(
                $"Integration:ApiKeys has a key that is too short. Use at least {MinApiKeyLength} random characters."
            );
        IsRegistrationEnabled = _read.Flag("Registration:Enabled", false);
        Statistics = new StatisticsOptions(_read.TimeZone("Statistics:TimeZone", DefaultTimeZone));
        Limits = ReadLimits();
        KnownNetworks = [.. _read.Values("ForwardedHeaders:KnownNetworks").Select(Network)];
        Hosts = ReadHosts();
        SignIn = new SignInRules(_read.Flag("Identity:RequireSecondFactorForAdmins", false));
        CorsOrigins = [.. _read.Values("Cors:Origins").Select(o => Origin("Cors:Origins", o))];
        AllowedHosts =
        [
            .. (_read.Text("AllowedHosts") ?? "")
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(Host),
        ];
    }

    /// <summary>The full names of all settings that have been read so far, including the existing entries of lists.</summary>
    public IReadOnlySet<string> Known => _read.Known;

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
        var days = _read.Number("Jwt:LifetimeDays", 7, 1, 3650);
        if (_read.Text("Jwt:SigningKey") is { } key)
        {
            var bytes = Encoding.UTF8.GetBytes(key);
            // White space at the ends of a key may belong to it, but does not count.
            return Encoding.UTF8.GetByteCount(key.Trim()) >= JwtSettings.MinKeyLength
                ? new JwtSettings(bytes, TimeSpan.FromDays(days))
                : throw new SettingsException(
                    $"Jwt:SigningKey is too short. Use at least {JwtSettings.MinKeyLength} random bytes, for example from 'openssl rand -base64 48'."
                );
        }

        if (_isProduction)
            throw new SettingsException(
                "Jwt:SigningKey is missing. In Production set it to at least 32 random bytes, for example from 'openssl rand -base64 48' (environment variable Jwt__SigningKey)."
            );
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
            throw new SettingsException(
                $"DataDirectory can't be used ({exception.Message}). Check that the path exists and that this user may write there."
            );
        }

        try
        {
            if (!File.Exists(path))
            {
                PrivateFiles.WriteWhole(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(48)));
            }

            var key = Convert.FromBase64String(File.ReadAllText(path).Trim());
            return key.Length >= JwtSettings.MinKeyLength
                ? key
                : throw new FormatException($"it holds {key.Length} bytes of at least {JwtSettings.MinKeyLength}");
        }
        catch (Exception exception) when (exception is FormatException || PrivateFiles.IsOfDisk(exception))
        {
            throw new SettingsException(
                $"Jwt:SigningKey can't be read from {path} ({exception.Message}). Put the file back from a backup, set Jwt:SigningKey, "
                    + "or delete the file: a new key is made then, and everybody has to sign in again."
            );
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
            if (
                key.Contains(":LogLevel:", StringComparison.OrdinalIgnoreCase)
                && value is { Length: > 0 }
                && !Enum.TryParse<LogLevel>(value, ignoreCase: true, out _)
            )
                throw new SettingsException($"{key} must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}, not '{value}'.");
        }
    }

    private LimitSettings ReadLimits()
    {
        Limit Read(string name, string fallback) => Limit.Parse($"Limits:{name}", _read.Text($"Limits:{name}") ?? fallback);
        return new LimitSettings(
            _read.Flag("Limits:Enabled", true),
            Read("LoginFailures", "5/900"),
            Read("LoginFailuresPerAddress", "50/900"),
            Read("Registrations", "10/3600"),
            Read("SignIns", "60/900"),
            Read("Send", "20/10"),
            Read("Typing", "1/1"),
            Read("NewConversations", "30/3600"),
            Read("Upload", "120/3600")
        )
        {
            Connections = _read.Number("Limits:Connections", 10, 1, 100_000),
            ConnectionsInAll = _read.Number("Limits:ConnectionsInAll", 20_000, 10, 1_000_000),
            AnonymousConnections = _read.Number("Limits:AnonymousConnections", 2_000, 5, 1_000_000),
            AnonymousConnectionsPerAddress = _read.Number("Limits:AnonymousConnectionsPerAddress", 200, 5, 1_000_000),
        };
    }

    private static IPNetwork Network(string value) =>
        ListenAddress.IsWhole(value.Split('/')[0]) && IPNetwork.TryParse(value, out var network) ? network
        : ListenAddress.IsWhole(value) && IPAddress.TryParse(value, out var address)
            ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new SettingsException($"ForwardedHeaders:KnownNetworks has '{value}', which is no network. Use something like 10.0.0.0/8.");

    private IdentityHosts ReadHosts()
    {
        var hosts = _read
            .Items("Identity:Hosts", "Issuer", "Algorithm", "Key")
            .Select(host => IdentityHost.Create(host.Path, host["Issuer"], host["Algorithm"], host["Key"]))
            .ToList();
        return hosts.Find(host => hosts.Exists(other => other != host && other.IsCalled(host.Issuer))) is { Issuer: var twice }
            ? throw new SettingsException($"Identity:Hosts has the issuer '{twice}' twice. Give each host site its own.")
            : new IdentityHosts(hosts);
    }

    private List<string> ReadUrls()
    {
        var urls = (_read.Text("Urls") ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(ListenAddress.Parse)
            .Distinct()
            .ToList();
        return urls.Count > 0 ? urls : [DefaultUrl];
    }

    private static string Origin(string key, string value) =>
        WebOrigin.TryParse(value, out var origin)
            ? origin.Text
            : throw new SettingsException(
                $"{key} has '{value}', which is no origin: scheme, host and perhaps a port, without a path. Use something like https://chat.example.com."
            );

    /// <summary>A host name, <c>*.</c> with a name for all below it, or <c>*</c> for all.</summary>
    private static string Host(string value)
    {
        if (value == "*")
            return value;
        var prefix = value.StartsWith("*.", StringComparison.Ordinal) ? "*." : "";
        return HostName.Canonical(value[prefix.Length..].Trim('[', ']')) is { } name
            ? prefix + name
            : throw new SettingsException(
                $"AllowedHosts has '{value}', which is no host name: neither a scheme nor a port nor a path belongs to it. Use something like chat.example.com or *.example.com."
            );
    }
}
