using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace LiveChat.Infrastructure.Operations;

/// <summary>
/// Remembers addresses whose forwarded headers are ignored. If such an address is the operator's own proxy, everybody behind it counts as
/// one address and shares its limits, so the operator is warned at once.
/// </summary>
public sealed partial class UntrustedProxies(ILogger<UntrustedProxies> logger)
{
    /// <summary>The most addresses to remember, since anybody can send such a header and some are enough for the warning.</summary>
    private const int MaxAddresses = 5;

    private readonly ConcurrentDictionary<string, bool> _addresses = new(StringComparer.Ordinal);

    public IReadOnlyCollection<string> Addresses => [.. _addresses.Keys.Order(StringComparer.Ordinal)];

    public void Seen(string address, string header)
    {
        if (_addresses.Count < MaxAddresses && _addresses.TryAdd(address, true))
            LogUntrusted(logger, header, address);
    }

    [LoggerMessage(
        72,
        LogLevel.Warning,
        "A request from {Address} carried the header {Header}, which is not believed. If this is your proxy, add its address to ForwardedHeaders:KnownNetworks: until then everybody behind it counts as one address")]
    private static partial void LogUntrusted(ILogger logger, string header, string address);
}
