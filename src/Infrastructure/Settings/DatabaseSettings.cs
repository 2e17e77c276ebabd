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
