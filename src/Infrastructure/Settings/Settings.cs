using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace LiveChat.Infrastructure.Settings;

/// <summary>The location of the database, and how durable its commits are.</summary>
/// <param name="ConnectionString">
/// In the form of the engine's own .NET library; paths in SQLite's are absolute or relative to the working directory.
/// </param>
/// <param name="Durability">What an acknowledged message survives.</param>
/// <param name="IsDemo">
/// Whether the server runs in demo mode. A database remembers the mode that it was made for, and the other mode refuses to open it.
/// </param>
public sealed record DatabaseSettings(DatabaseProvider Provider, string ConnectionString, Durability Durability, bool IsDemo);

/// <summary>The engine of the database.</summary>
public enum DatabaseProvider
{
    Sqlite,

    PostgreSql,
}

/// <summary>SQLite's <c>synchronous</c>, PostgreSQL's <c>synchronous_commit</c>.</summary>
public enum Durability
{
    /// <summary>An acknowledged message survives a power cut.</summary>
    Full,

    /// <summary>An acknowledged message survives a crash of the process.</summary>
    Normal,
}

/// <summary>How backups are made.</summary>
/// <param name="Directory">Where one is kept of each night; null: none is made by itself.</param>
/// <param name="At">The time of day.</param>
/// <param name="TimeZone">Whose time of day is meant.</param>
/// <param name="Keep">How many are kept there.</param>
/// <param name="ConnectionString">Of PostgreSQL itself, where the database's own leads through a pooler.</param>
/// <param name="IsMadeBeforeUpgrade">Whether a SQLite database is copied before it is migrated.</param>
public sealed record BackupSettings(
    string? Directory,
    TimeOnly At,
    TimeZoneInfo TimeZone,
    int Keep,
    string? ConnectionString,
    bool IsMadeBeforeUpgrade
);

/// <param name="PublicBaseUrl">Prefix of the URLs handed out, without a slash at its end.</param>
/// <param name="Directory">The absolute path of the media directory.</param>
/// <param name="MaxFileSize">The largest size of an upload, in bytes.</param>
public sealed record MediaSettings(string PublicBaseUrl, string Directory, long MaxFileSize)
{
    /// <summary>The bucket that keeps the files; null when the directory does. Uploads are received in the directory in any case.</summary>
    public S3Settings? S3 { get; init; }
}

/// <summary>What keeps the files.</summary>
public enum MediaStorage
{
    /// <summary><c>Media:Directory</c>.</summary>
    Directory,

    /// <summary>A bucket of a store that speaks the S3 protocol.</summary>
    S3,
}

/// <summary>A bucket of a store that speaks the S3 protocol.</summary>
/// <param name="Endpoint">The store's origin; null for Amazon's own, which follows from the region.</param>
/// <param name="Region">The region that requests are signed for.</param>
/// <param name="Prefix">What the names of all objects begin with: empty, or something that ends with a slash.</param>
/// <param name="IsPathStyle">Whether the bucket stands in the path of a URL instead of in its host name.</param>
public sealed record S3Settings(
    string? Endpoint,
    string Region,
    string Bucket,
    string Prefix,
    string AccessKey,
    string SecretKey,
    bool IsPathStyle
)
{
    /// <summary>Records print all of their properties; the secret key must not be among them.</summary>
    public override string ToString() => $"s3://{Bucket}/{Prefix}";
}

/// <summary>How access tokens are signed and how long they last.</summary>
public sealed record JwtSettings(byte[] SigningKey, TimeSpan Lifetime)
{
    public const string Issuer = "livechat";
    public const string Audience = "livechat";
    public const int MinKeyLength = 32;
}

/// <summary>A setting is missing or unusable. The message is one line that names it and says how to mend it.</summary>
public sealed class SettingsException(string message) : Exception(message);

/// <summary>The host sites whose tokens are accepted.</summary>
public sealed record IdentityHosts(IReadOnlyList<IdentityHost> All);

/// <summary>A host site, with the algorithm and the key that verify its tokens.</summary>
public sealed record IdentityHost(string Issuer, string Algorithm, SecurityKey Key)
{
    private const int MinSecretLength = 32;
    private const int MinRsaBits = 2048;
    private const int EcBits = 256;

    /// <summary>
    /// Whether a token's <c>iss</c> names this site: the same text, or another spelling of the same origin (a slash at its end, a default
    /// port).
    /// </summary>
    public bool IsCalled(string issuer) => issuer == Issuer || WebOrigin.AreSame(issuer, Issuer);

    /// <param name="setting">The setting's name, for the message.</param>
    /// <param name="key">The shared secret of HS256, or a public key as PEM, in which \n may stand for a line break.</param>
    /// <exception cref="SettingsException">The key does not fit the algorithm.</exception>
    public static IdentityHost Create(string setting, string? issuer, string? algorithm, string? key)
    {
        issuer = issuer?.Trim();
        if (string.IsNullOrEmpty(issuer) || issuer == JwtSettings.Issuer)
            throw new SettingsException(
                $"{setting}:Issuer is missing or is '{JwtSettings.Issuer}', which is the server's own. Use the iss of the host site's tokens, for example https://shop.example.com."
            );
        if (string.IsNullOrWhiteSpace(key))
            throw new SettingsException(
                $"{setting}:Key is missing. Give the shared secret for HS256, or the public key as PEM for RS256 and ES256."
            );
        return algorithm?.Trim() switch
        {
            SecurityAlgorithms.HmacSha256 => new IdentityHost(issuer, SecurityAlgorithms.HmacSha256, ReadSecret(setting, key)),
            SecurityAlgorithms.RsaSha256 => new IdentityHost(issuer, SecurityAlgorithms.RsaSha256, ReadRsa(setting, key)),
            SecurityAlgorithms.EcdsaSha256 => new IdentityHost(issuer, SecurityAlgorithms.EcdsaSha256, ReadEc(setting, key)),
            _ => throw new SettingsException($"{setting}:Algorithm must be HS256, RS256 or ES256, not '{algorithm}'."),
        };
    }

    private static SymmetricSecurityKey ReadSecret(string setting, string key)
    {
        var bytes = Encoding.UTF8.GetBytes(key);
        return bytes.Length >= MinSecretLength
            ? new SymmetricSecurityKey(bytes)
            : throw new SettingsException(
                $"{setting}:Key is too short for HS256. Use at least {MinSecretLength} random bytes, for example from 'openssl rand -base64 48'."
            );
    }

    private static RsaSecurityKey ReadRsa(string setting, string key)
    {
        var rsa = RSA.Create();
        Import(setting, key, "RS256", pem => rsa.ImportFromPem(pem));
        return rsa.KeySize >= MinRsaBits
            ? new RsaSecurityKey(rsa)
            : throw new SettingsException($"{setting}:Key has {rsa.KeySize} bits. Use an RSA key of at least {MinRsaBits}.");
    }

    private static ECDsaSecurityKey ReadEc(string setting, string key)
    {
        var ec = ECDsa.Create();
        Import(setting, key, "ES256", pem => ec.ImportFromPem(pem));
        return ec.KeySize == EcBits
            ? new ECDsaSecurityKey(ec)
            : throw new SettingsException($"{setting}:Key is not on the curve P-256, which ES256 needs.");
    }

    private static void Import(string setting, string key, string algorithm, Action<string> import)
    {
        var pem = key.Replace("\\n", "\n", StringComparison.Ordinal);
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
            throw new SettingsException(
                $"{setting}:Key is a private key. It belongs to the host site alone; give its public key (-----BEGIN PUBLIC KEY-----)."
            );
        try
        {
            import(pem);
        }
        catch (Exception exception) when (exception is ArgumentException or CryptographicException)
        {
            throw new SettingsException($"{setting}:Key is no public key for {algorithm}. Give it as PEM (-----BEGIN PUBLIC KEY-----).");
        }
    }
}

/// <summary>How often something may be done: at most <paramref name="Count"/> times in any stretch of <paramref name="Window"/>.</summary>
public sealed record Limit(int Count, TimeSpan Window)
{
    /// <param name="setting">The setting's name, for the message.</param>
    /// <param name="text"><c>count/seconds</c>, such as 20/10.</param>
    /// <exception cref="SettingsException">The text is no limit.</exception>
    public static Limit Parse(string setting, string text) =>
        text.Split('/') is [var count, var seconds]
        && int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var times)
        && times > 0
        && int.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var length)
        && length > 0
            ? new Limit(times, TimeSpan.FromSeconds(length))
            : throw new SettingsException($"{setting} must be count/seconds such as 20/10, not '{text}'.");
}

/// <summary>The limits of the contract (docs/protocol.md). Each of the first ones is described by its <see cref="LimitKind"/>.</summary>
public sealed record LimitSettings(
    bool IsEnabled,
    Limit LoginFailures,
    Limit LoginFailuresPerAddress,
    Limit Registrations,
    Limit SignIns,
    Limit Send,
    Limit Typing,
    Limit NewConversations,
    Limit Upload
)
{
    /// <summary>Handles of the runtime, the database and files: some 400 at rest, and more under load.</summary>
    private const int HandlesForOthers = 600;

    /// <summary>Open connections of one user to the hub, by whatever transport.</summary>
    public required int Connections { get; init; }

    /// <summary>Open connections of all kinds, those of people who are signed in included.</summary>
    public required int ConnectionsInAll { get; init; }

    /// <summary>Open connections over which nobody is signed in.</summary>
    public required int AnonymousConnections { get; init; }

    /// <inheritdoc cref="AnonymousConnections"/>
    /// <remarks>From one address; a trusted proxy is not counted as one.</remarks>
    public required int AnonymousConnectionsPerAddress { get; init; }

    /// <summary>Whether fewer connections are taken than the settings say, because the system allows no more.</summary>
    public bool IsCut { get; private init; }

    /// <summary>
    /// What the system allows wins: a server that has no handle left can open neither its database nor its files, and so it takes no more
    /// connections than leave some for those.
    /// </summary>
    /// <param name="handles">How many files and connections may be open together; null for any number.</param>
    public LimitSettings Within(long? handles) =>
        handles - HandlesForOthers is { } most && most < ConnectionsInAll
            ? this with
            {
                IsCut = true,
                ConnectionsInAll = (int)Math.Max(most, 10),
                AnonymousConnections = (int)Math.Min(AnonymousConnections, Math.Max(most / 2, 5)),
            }
            : this;

    public Limit Of(LimitKind kind) =>
        kind switch
        {
            LimitKind.LoginFailures => LoginFailures,
            LimitKind.LoginFailuresPerAddress => LoginFailuresPerAddress,
            LimitKind.Registrations => Registrations,
            LimitKind.SignIns => SignIns,
            LimitKind.Send => Send,
            LimitKind.Typing => Typing,
            LimitKind.NewConversations => NewConversations,
            LimitKind.Upload => Upload,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
        };
}
