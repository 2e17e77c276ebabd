namespace LiveChat.Infrastructure.Settings;

/// <summary>Where the database is and how hard it holds on to what it was told.</summary>
/// <param name="ConnectionString">Of SQLite; paths in it are absolute or relative to the working directory.</param>
/// <param name="Durability">What an acknowledged message survives.</param>
/// <param name="IsDemo">Whether the database is one for demo; it remembers, and refuses to be opened as the other kind.</param>
public sealed record DatabaseSettings(string ConnectionString, Durability Durability, bool IsDemo);

/// <summary>SQLite's <c>synchronous</c>.</summary>
public enum Durability
{
    /// <summary>An acknowledged message survives a power cut.</summary>
    Full,

    /// <summary>An acknowledged message survives a crash of the process.</summary>
    Normal,
}
