using System.Net;
using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Limits;

namespace LiveChat.WebApi.Configuration;

/// <summary>
/// Every setting of the server, in the order of .env.example and of the console's list. `dotnet run --project build -- generate` writes
/// .env.example anew.
/// </summary>
internal static class DeclaredSettings
{
    private const string DefaultUrl = "http://localhost:8000";

    private static readonly List<Setting> Declared = [];

    public static IReadOnlyList<Setting> All => [.. Declared, .. DeclaredLimits.All, .. OperationsSettings.All];

    public static readonly Setting<string> Environment = Declare(
        new Setting<string>("Environment", null, SettingText.Plain)
        {
            Variable = "ASPNETCORE_ENVIRONMENT",
            Example = "Production",
            Description = "Development (the default of `dotnet run`) or Production (the default of a published server).",
        }
    );

    public static readonly Setting<IReadOnlyList<string>> Urls = Declare(
        new Setting<IReadOnlyList<string>>(
            "Urls",
            DefaultUrl,
            (key, text) => SettingText.Several((_, url) => ListenAddress.Parse(url))(key, text) is { Count: > 0 } urls ? urls : [DefaultUrl]
        )
        {
            Show = urls => string.Join(';', urls),
            Description =
                "Where the server listens; several are divided by semicolons. The host is an IP address, localhost, or * for all addresses.",
        }
    );

    public static readonly Setting<string> PublicBaseUrl = Declare(
        new Setting<string>("PublicBaseUrl", null, SettingText.BaseUrl)
        {
            Example = "https://chat.example.com",
            Description =
                "Prefix of the URLs handed out (files and avatars): the address that browsers see, with a path if a proxy leads here from below one (https://shop.example.com/support/). Names in any script are taken (https://客服.example.com). Default: the first of Urls.",
        }
    );

    public static readonly Setting<string> DataDirectory = Declare(
        new Setting<string>("DataDirectory", "data", (_, text) => Path.GetFullPath(text))
        {
            Description = "Where the database and the generated signing key live.",
        }
    );

    public static readonly Setting<DatabaseProvider> Provider = Declare(
        new Setting<DatabaseProvider>("Database:Provider", nameof(DatabaseProvider.Sqlite), SettingText.Name<DatabaseProvider>)
        {
            Description = "Sqlite: a file on this machine. PostgreSql: a PostgreSQL server of version 15 or newer.",
        }
    );

    public static readonly Setting<string> DatabaseConnectionString = Declare(
        new Setting<string>("Database:ConnectionString", "Data Source={DataDirectory}/livechat.db", SettingText.Plain)
        {
            Description =
                "SQLite: {DataDirectory} is filled in. PostgreSQL needs its own: Host=localhost;Database=livechat;Username=livechat;Password=…. "
                + "A server opens at most 40 connections to it, or what Maximum Pool Size says there.",
            Show = SettingText.WithoutPassword,
        }
    );

    public static readonly Setting<Durability> DatabaseDurability = Declare(
        new Setting<Durability>("Database:Durability", nameof(Durability.Full), SettingText.Name<Durability>)
        {
            Description = "Full: an acknowledged message survives a power cut. Normal: it survives a crash of the process.",
        }
    );

    public static readonly Setting<string?> RedisConnectionString = Declare(
        new Setting<string?>("Redis:ConnectionString", null, SettingText.Plain)
        {
            IsSecret = true,
            Example = "",
            Description =
                "Redis, for several servers on one PostgreSQL database: localhost:6379,password=…. All of them need it, and the same keys and files.",
        }
    );

    public static readonly Setting<string> NodeName = Declare(
        new Setting<string>("Node:Name", "node", SettingText.NodeName)
        {
            Description =
                "What this server is called among several: small letters, digits and hyphens. Connection tokens begin with it, so that a proxy can lead long polling back to its server (deploy/nginx.conf).",
        }
    );

    public static readonly Setting<byte[]?> JwtSigningKey = Declare(
        new Setting<byte[]?>("Jwt:SigningKey", null, SettingText.SigningKey)
        {
            IsSecret = true,
            Description =
                "At least 32 random bytes, for example from `openssl rand -base64 48`. Must be given in Production; otherwise one is generated on the first start and kept in DataDirectory.",
        }
    );

    public static readonly Setting<int> JwtLifetimeDays = Declare(new Setting<int>("Jwt:LifetimeDays", "7", SettingText.Number(1, 3650)));

    public static readonly ListSetting<IdentityHost> IdentityHosts = Declare(
        new ListSetting<IdentityHost>(
            "Identity:Hosts",
            host => IdentityHost.Create(host.Path, host["Issuer"], host["Algorithm"], host["Key"]),
            "Issuer",
            "Algorithm",
            "Key"
        )
        {
            ExampleValues = ["https://shop.example.com", "HS256", ""],
            Show = host => $"{host.Issuer} ({host.Algorithm})",
            Description =
                "Host sites whose JWTs sign their users in (POST /api/auth/exchange, /chat?token=…; docs/identity.md). HS256 takes a secret of at least 32 bytes; RS256 and ES256 take the public key as PEM, in which \\n stands for a line break.",
        }
    );

    public static readonly Setting<bool> RequireSecondFactorForAdmins = Declare(
        new Setting<bool>("Identity:RequireSecondFactorForAdmins", "false", SettingText.Flag)
        {
            Description =
                "Whether an admin without a second factor has to set one up before anything else. Another Jwt__SigningKey makes the codes of all devices wrong; recovery codes stay right, and `livechat admin reset-second-factor <id>` lets an admin begin anew.",
        }
    );

    public static readonly ListSetting<string> ApiKeys = Declare(
        new ListSetting<string>("Integration:ApiKeys", SettingText.Secret(16))
        {
            IsSecret = true,
            Description = "Keys of the host site for POST /api/users/ensure (header X-Api-Key), at least 16 characters each.",
        }
    );

    public static readonly Setting<bool> DemoEnabled = Declare(
        new Setting<bool>("Demo:Enabled", null, SettingText.Flag)
        {
            Example = "false",
            Description =
                "Demo users and sign-in without a password. True in Development; refused in Production. A database remembers which it is.",
        }
    );

    public static readonly Setting<bool> RegistrationEnabled = Declare(
        new Setting<bool>("Registration:Enabled", "false", SettingText.Flag)
        {
            Description = "Whether buyers and merchants may make accounts of their own (POST /api/auth/register and its page).",
        }
    );

    public static readonly Setting<IReadOnlyList<string>> AllowedHosts = Declare(
        new Setting<IReadOnlyList<string>>("AllowedHosts", "", SettingText.Several(SettingText.Host))
        {
            Description =
                "Host names under which the server may be reached, divided by semicolons (*.example.com for all below it): in demo mode besides loopback, otherwise these alone. Without any, production answers to every name.",
        }
    );

    public static readonly ListSetting<string> CorsOrigins = Declare(
        new ListSetting<string>("Cors:Origins", SettingText.Origin)
        {
            ExampleValues = ["https://shop.example.com"],
            Description = "Origins of other sites whose pages may call the API and open the hub.",
        }
    );

    public static readonly ListSetting<IPNetwork> KnownNetworks = Declare(
        new ListSetting<IPNetwork>("ForwardedHeaders:KnownNetworks", SettingText.Network)
        {
            ExampleValues = ["10.0.0.0/8"],
            Description = "Proxies in front of the server, as networks: only their X-Forwarded-For and X-Forwarded-Proto are believed.",
        }
    );

    public static readonly Setting<MediaStorage> MediaStorageKind = Declare(
        new Setting<MediaStorage>("Media:Storage", nameof(MediaStorage.Directory), SettingText.Name<MediaStorage>)
        {
            Description =
                "Where uploaded files are kept. Directory: in Media:Directory, which several servers of one database share if there are several. S3: in a bucket of a store that speaks that protocol, which Media:S3 below names.",
        }
    );

    public static readonly Setting<string> MediaDirectory = Declare(
        new Setting<string>("Media:Directory", "{DataDirectory}/media", SettingText.Directory)
        {
            Description =
                "Where uploaded files lie, and how large one may be, in bytes. A backup needs this directory beside the database, whose paths are relative to it. With S3 it holds only uploads on their way.",
        }
    );

    public static readonly Setting<int> MaxFileSize = Declare(
        new Setting<int>("Media:MaxFileSizeBytes", "10485760", SettingText.Number(1, int.MaxValue))
    );

    public static readonly Setting<string?> S3Endpoint = Declare(
        new Setting<string?>("Media:S3:Endpoint", null, SettingText.Origin)
        {
            Example = "https://s3.example.com",
            Description =
                "With Media:Storage=S3: the store's address (without it Amazon's own in that region), the region that requests are signed for, the bucket, and a prefix for the names of all objects if others use the bucket too. The bucket must exist; the keys need s3:PutObject, s3:GetObject, s3:DeleteObject and s3:ListBucket in it. PathStyle puts the bucket into the path of a URL instead of into its host name, as many stores of one's own need it.",
        }
    );

    public static readonly Setting<string> S3Region = Declare(new Setting<string>("Media:S3:Region", "us-east-1", SettingText.Region));
    public static readonly Setting<string?> S3Bucket = Declare(new Setting<string?>("Media:S3:Bucket", null, SettingText.Bucket));
    public static readonly Setting<string> S3Prefix = Declare(new Setting<string>("Media:S3:Prefix", "", SettingText.Prefix));
    public static readonly Setting<string?> S3AccessKey = Declare(new Setting<string?>("Media:S3:AccessKey", null, SettingText.Plain));

    public static readonly Setting<string?> S3SecretKey = Declare(
        new Setting<string?>("Media:S3:SecretKey", null, SettingText.Plain) { IsSecret = true }
    );

    public static readonly Setting<bool> S3PathStyle = Declare(new Setting<bool>("Media:S3:PathStyle", "false", SettingText.Flag));

    public static readonly Setting<TimeSpan> RecallWindow = Declare(
        new Setting<TimeSpan>("Messages:RecallWindow", "00:02:00", SettingText.Duration)
        {
            Description = "How long after sending a message its sender may recall it, as hours:minutes:seconds (24:00:00 is a day).",
        }
    );

    public static readonly Setting<byte[]?> SealingKey = Declare(
        new Setting<byte[]?>("Messages:SealingKey", null, SettingText.Base64Key)
        {
            IsSecret = true,
            Description =
                "What messages that were taken down are encrypted with: at least 32 random bytes in base64. Default: the file sealing.key in DataDirectory, made on the first start; several servers need the same, so its content can be given here.",
        }
    );

    public static readonly Setting<TimeZoneInfo> StatisticsTimeZone = Declare(
        new Setting<TimeZoneInfo>("Statistics:TimeZone", "Asia/Shanghai", SettingText.TimeZone)
        {
            Description = "Whose days are meant by \"today\" in figures: a name of the IANA database.",
        }
    );

    public static readonly Setting<string?> BackupDirectory = Declare(
        new Setting<string?>("Backup:Directory", null, SettingText.Directory)
        {
            Example = "",
            Description =
                "Where a backup of each night is kept: made at Backup:At (hours:minutes, in Statistics:TimeZone), and the newest Backup:Keep of them. One of several servers makes it, so all of them should have the same directory. The keys are not in a backup (docs/operations.md).",
        }
    );

    public static readonly Setting<TimeOnly> BackupAt = Declare(new Setting<TimeOnly>("Backup:At", "03:30", SettingText.TimeOfDay));
    public static readonly Setting<int> BackupKeep = Declare(new Setting<int>("Backup:Keep", "7", SettingText.Number(1, 10_000)));

    public static readonly Setting<string?> BackupConnectionString = Declare(
        new Setting<string?>("Backup:ConnectionString", null, SettingText.Plain)
        {
            Example = "",
            Description =
                "PostgreSQL's own address for backups, where Database:ConnectionString leads through a pooler such as pgbouncer, by which pg_dump can't be used.",
            Show = text => text is null ? null : SettingText.WithoutPassword(text),
        }
    );

    public static readonly Setting<bool> BackupBeforeUpgrade = Declare(
        new Setting<bool>("Backup:BeforeUpgrade", "true", SettingText.Flag)
        {
            Description =
                "Whether a copy of a SQLite database is made beside it before a new version of LiveChat changes its schema; the newest three are kept.",
        }
    );

    private static TSetting Declare<TSetting>(TSetting setting)
        where TSetting : Setting
    {
        Declared.Add(setting);
        return setting;
    }
}
