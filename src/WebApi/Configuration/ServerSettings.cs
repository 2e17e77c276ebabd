using System.Net;
using System.Security.Cryptography;
using LiveChat.Infrastructure.Operations.Inspectors;
using LiveChat.Infrastructure.Sealing;
using LiveChat.Infrastructure.Settings;
using LiveChat.Infrastructure.Telemetry;

namespace LiveChat.WebApi.Configuration;

/// <summary>
/// The declared settings, read and checked together. A missing or unusable one is a <see cref="SettingsException"/>.
/// </summary>
public sealed class ServerSettings
{
    private readonly IConfiguration _configuration;
    private readonly IHostEnvironment _environment;
    private readonly SettingReader _read;

    public ServerSettings(IConfiguration configuration, IHostEnvironment environment)
    {
        _configuration = configuration;
        _environment = environment;
        _read = new SettingReader(configuration);
        CheckLogLevels();
        RefuseUnsupported();
        _read.Read(DeclaredSettings.Environment, environment.EnvironmentName);
        Urls = _read.Read(DeclaredSettings.Urls);
        PublicBaseUrl = _read.Read(DeclaredSettings.PublicBaseUrl, ListenAddress.ToLocal(Urls[0]));
        _ = WebOrigin.TryParseWithPath(PublicBaseUrl, out var origin, out var path);
        (PublicOrigin, BasePath) = (origin!.Text, path);
        DataDirectory = _read.Read(DeclaredSettings.DataDirectory);
        IsDemo = _read.Read(DeclaredSettings.DemoEnabled, SettingText.Of(environment.IsDevelopment()));
        if (IsDemo && environment.IsProduction())
            throw new SettingsException(
                "Demo:Enabled can't be true in Production, because anybody could sign in as anybody. Remove it, or set ASPNETCORE_ENVIRONMENT=Development to try the demo."
            );
        Database = new DatabaseSettings(
            _read.Read(DeclaredSettings.Provider),
            _read.Read(DeclaredSettings.DatabaseConnectionString, fill: InDataDirectory),
            _read.Read(DeclaredSettings.DatabaseDurability),
            IsDemo
        );
        Redis = ReadRedis();
        NodeName = _read.Read(DeclaredSettings.NodeName);
        Media = new MediaSettings(
            PublicBaseUrl,
            _read.Read(DeclaredSettings.MediaDirectory, fill: InDataDirectory),
            _read.Read(DeclaredSettings.MaxFileSize)
        )
        {
            S3 = ReadS3(),
        };
        RefusePublic(DeclaredSettings.DataDirectory, DataDirectory);
        RefusePublic(DeclaredSettings.MediaDirectory, Media.Directory);
        RecallWindow = _read.Read(DeclaredSettings.RecallWindow);
        ApiKeys = _read.Read(DeclaredSettings.ApiKeys);
        IsRegistrationEnabled = _read.Read(DeclaredSettings.RegistrationEnabled);
        Statistics = new StatisticsOptions(_read.Read(DeclaredSettings.StatisticsTimeZone));
        Backups = new BackupSettings(
            _read.Read(DeclaredSettings.BackupDirectory),
            _read.Read(DeclaredSettings.BackupAt),
            Statistics.TimeZone,
            _read.Read(DeclaredSettings.BackupKeep),
            _read.Read(DeclaredSettings.BackupConnectionString),
            _read.Read(DeclaredSettings.BackupBeforeUpgrade)
        );
        Limits = DeclaredLimits.Read(_read).Within(OpenFileLimit.Read());
        KnownNetworks = _read.Read(DeclaredSettings.KnownNetworks);
        Hosts = ReadHosts();
        SignIn = new SignInRules(_read.Read(DeclaredSettings.RequireSecondFactorForAdmins));
        MetricsKey = _read.Read(OperationsSettings.MetricsKey);
        Telemetry = new TelemetrySettings(NodeName, _read.Read(OperationsSettings.OtlpEndpoint));
        CorsOrigins = _read.Read(DeclaredSettings.CorsOrigins);
        AllowedHosts = _read.Read(DeclaredSettings.AllowedHosts);
    }

    public IReadOnlyList<string> Urls { get; }

    /// <summary>Prefix of the URLs handed out, without a slash at its end; see <see cref="WebOrigin"/>.</summary>
    public string PublicBaseUrl { get; }

    /// <summary>The origin of <see cref="PublicBaseUrl"/>.</summary>
    public string PublicOrigin { get; }

    /// <summary>The path of <see cref="PublicBaseUrl"/>, without a slash at its end; empty at the root of a site.</summary>
    public string BasePath { get; }

    public string DataDirectory { get; }

    public bool IsDemo { get; }

    public DatabaseSettings Database { get; }

    /// <summary>What several servers share; null for one alone.</summary>
    public RedisSettings? Redis { get; }

    public string NodeName { get; }

    public MediaSettings Media { get; }

    public TimeSpan RecallWindow { get; }

    public IReadOnlyList<string> ApiKeys { get; }

    /// <summary>Whether buyers and merchants may make accounts of their own.</summary>
    public bool IsRegistrationEnabled { get; }

    /// <summary>The host sites whose tokens are exchanged.</summary>
    public IdentityHosts Hosts { get; }

    public SignInRules SignIn { get; }

    public StatisticsOptions Statistics { get; }

    public BackupSettings Backups { get; }

    public LimitSettings Limits { get; }

    /// <summary>The networks of the proxies whose forwarded headers are trusted.</summary>
    public IReadOnlyList<IPNetwork> KnownNetworks { get; }

    /// <summary>The key that opens the metrics to callers elsewhere; null when nothing does.</summary>
    public string? MetricsKey { get; }

    public TelemetrySettings Telemetry { get; }

    public IReadOnlyList<string> CorsOrigins { get; }

    public IReadOnlyList<string> AllowedHosts { get; }

    /// <inheritdoc cref="SettingReader.InForce"/>
    public string? InForce(Setting setting) => _read.InForce(setting);

    /// <summary>Checks what <see cref="ReadJwt"/> needs, and creates nothing.</summary>
    /// <exception cref="SettingsException">The key is missing.</exception>
    public void CheckKey()
    {
        if (_environment.IsProduction() && _read.Read(DeclaredSettings.JwtSigningKey) is null)
            throw KeyMissing();
    }

    private static SettingsException KeyMissing() =>
        new(
            "Jwt:SigningKey is missing. In Production set it to at least 32 random bytes, for example from 'openssl rand -base64 48' (environment variable Jwt__SigningKey)."
        );

    /// <summary>The key and lifetime of tokens. Outside Production a key is generated once and kept in the data directory.</summary>
    public JwtSettings ReadJwt()
    {
        var lifetime = TimeSpan.FromDays(_read.Read(DeclaredSettings.JwtLifetimeDays));
        if (_read.Read(DeclaredSettings.JwtSigningKey) is { } key)
            return new JwtSettings(key, lifetime);
        CheckKey();
        return new JwtSettings(ReadOrCreateKey(), lifetime);
    }

    /// <summary>The secret with which messages that were taken down are encrypted, from the setting or from a file.</summary>
    public byte[] ReadSealingKey() => _read.Read(DeclaredSettings.SealingKey) ?? Seal.ReadOrCreateSecret(SealingKeyFile);

    /// <summary>Where the operator finds the key of <see cref="ReadSealingKey"/>: a file or a setting.</summary>
    public string PlaceOfSealingKey => PlaceOf(DeclaredSettings.SealingKey, SealingKeyFile);

    /// <inheritdoc cref="PlaceOfSealingKey"/>
    public string PlaceOfSigningKey => PlaceOf(DeclaredSettings.JwtSigningKey, SigningKeyFile);

    private string SealingKeyFile => Path.Combine(DataDirectory, "sealing.key");

    private string SigningKeyFile => Path.Combine(DataDirectory, "jwt-signing.key");

    private string PlaceOf(Setting<byte[]?> setting, string file) => _read.IsSet(setting.Key) ? $"the setting {setting.Key}" : file;

    private RedisSettings? ReadRedis()
    {
        if (_read.Read(DeclaredSettings.RedisConnectionString) is not { Length: > 0 } text)
            return null;
        return Database.Provider == DatabaseProvider.PostgreSql
            ? new RedisSettings(text)
            : throw new SettingsException(
                "Redis:ConnectionString is for several servers on one PostgreSQL database, but Database:Provider is Sqlite, which serves one. Remove it, or move to PostgreSQL with 'livechat db copy'."
            );
    }

    private byte[] ReadOrCreateKey()
    {
        var path = SigningKeyFile;
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

    private string InDataDirectory(string text) => text.Replace("{DataDirectory}", DataDirectory, StringComparison.Ordinal);

    /// <summary>Refuses a directory among the web client's files, which are served to anybody.</summary>
    private void RefusePublic(Setting setting, string directory)
    {
        var served = Path.Combine(_environment.ContentRootPath, "wwwroot");
        if ($"{directory}{Path.DirectorySeparatorChar}".StartsWith($"{served}{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            throw new SettingsException($"{setting.Key} lies in {served}, which is served to anybody. Choose a directory outside of it.");
    }

    /// <summary>Refuses what would otherwise take effect unchecked, or silently none.</summary>
    private void RefuseUnsupported()
    {
        // The framework would listen there besides, or instead, without what Urls is checked for.
        if (_read.IsSet("Kestrel:Endpoints"))
            throw new SettingsException("Kestrel:Endpoints is not supported. Remove it, and set Urls to the addresses to listen on.");
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

    /// <returns>Null when files are kept in the media directory.</returns>
    private S3Settings? ReadS3()
    {
        var isUsed = _read.Read(DeclaredSettings.MediaStorageKind) == MediaStorage.S3;
        if (!isUsed && _read.IsSet("Media:S3"))
            throw new SettingsException(
                "Media:S3 is set, but Media:Storage is Directory. Set Media:Storage=S3, or remove what is set of Media:S3."
            );
        if (!isUsed)
            return null;
        return new S3Settings(
            _read.Read(DeclaredSettings.S3Endpoint),
            _read.Read(DeclaredSettings.S3Region),
            Needed(DeclaredSettings.S3Bucket, "Name the bucket that keeps the files."),
            _read.Read(DeclaredSettings.S3Prefix),
            Needed(DeclaredSettings.S3AccessKey, "Give a key that the store has handed out."),
            Needed(
                DeclaredSettings.S3SecretKey,
                "Give the secret that belongs to Media:S3:AccessKey (environment variable Media__S3__SecretKey)."
            ),
            _read.Read(DeclaredSettings.S3PathStyle)
        );
    }

    private string Needed(Setting<string?> setting, string advice) =>
        _read.Read(setting) ?? throw new SettingsException($"{setting.Key} is missing, but Media:Storage is S3. {advice}");

    private IdentityHosts ReadHosts()
    {
        var hosts = _read.Read(DeclaredSettings.IdentityHosts);
        return hosts.FirstOrDefault(host => hosts.Any(other => other != host && other.IsCalled(host.Issuer))) is { Issuer: var twice }
            ? throw new SettingsException($"Identity:Hosts has the issuer '{twice}' twice. Give each host site its own.")
            : new IdentityHosts(hosts);
    }
}
