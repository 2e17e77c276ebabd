using System.Security.Cryptography;

namespace LiveChat.Infrastructure.Settings;

/// <summary>This process among those that serve the same installation.</summary>
/// <param name="Name">What the operator calls it. It stands in connection tokens, so that a proxy can lead a client back to its node.</param>
/// <param name="Keys">The secrets that all nodes must have in common.</param>
public sealed record NodeSettings(string Name, byte[] Keys)
{
    /// <summary>Tells it from all others, and from itself before it was started anew.</summary>
    public string Id { get; } = $"{Name}-{RandomNumberGenerator.GetHexString(8, lowercase: true)}";
}

/// <summary>The connection to Redis, which nodes share.</summary>
/// <param name="ConnectionString">In the form of StackExchange.Redis.</param>
public sealed record RedisSettings(string ConnectionString);
