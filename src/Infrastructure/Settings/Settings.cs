namespace LiveChat.Infrastructure.Settings;

/// <summary>The location of the database, and how durable its commits are.</summary>
/// <param name="ConnectionString">SQLite's connection string; paths in it are absolute or relative to the working directory.</param>
/// <param name="Durability">What an acknowledged message survives.</param>
/// <param name="IsDemo">
/// Whether the server runs in demo mode. A database remembers the mode that it was made for, and the other mode refuses to open it.
/// </param>
public sealed record DatabaseSettings(string ConnectionString, Durability Durability, bool IsDemo);

/// <summary>SQLite's <c>synchronous</c>.</summary>
public enum Durability
{
    /// <summary>An acknowledged message survives a power cut.</summary>
    Full,

    /// <summary>An acknowledged message survives a crash of the process.</summary>
    Normal,
}

/// <param name="PublicBaseUrl">Prefix of the URLs handed out, without a slash at its end.</param>
/// <param name="Directory">The absolute path of the media directory.</param>
/// <param name="MaxFileSize">The largest size of an upload, in bytes.</param>
public sealed record MediaSettings(string PublicBaseUrl, string Directory, long MaxFileSize);

/// <summary>How access tokens are signed and how long they last.</summary>
public sealed record JwtSettings(byte[] SigningKey, TimeSpan Lifetime)
{
    public const string Issuer = "livechat";
    public const string Audience = "livechat";
    public const int MinKeyLength = 32;
}

/// <summary>A setting is missing or unusable. The message is one line that names it and says how to mend it.</summary>
public sealed class SettingsException(string message) : Exception(message);
