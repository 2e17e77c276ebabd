using System.Threading.RateLimiting;

namespace LiveChat.WebApi.Limits;

/// <summary>The counters behind all limits, shared by the doors of HTTP and the hub.</summary>
public sealed class RateLimits(LimitSettings settings, TimeProvider clock) : IDisposable
{
    private const int SegmentsPerWindow = 10;

    private readonly KeyedTurns _turns = new();

    public LimitSettings Settings { get; } = settings;

    public PartitionedRateLimiter<string> LoginFailures { get; } = Create(settings.LoginFailures);

    public PartitionedRateLimiter<string> LoginFailuresPerAddress { get; } = Create(settings.LoginFailuresPerAddress);

    public PartitionedRateLimiter<string> Registrations { get; } = Create(settings.Registrations);

    public PartitionedRateLimiter<string> SignIns { get; } = Create(settings.SignIns);

    public PartitionedRateLimiter<string> Send { get; } = Create(settings.Send);

    public PartitionedRateLimiter<string> Typing { get; } = Create(settings.Typing);

    public PartitionedRateLimiter<string> NewConversations { get; } = Create(settings.NewConversations);

    public PartitionedRateLimiter<string> Upload { get; } = Create(settings.Upload);

    /// <inheritdoc cref="KeyedTurns.TakeAsync"/>
    public Task<IDisposable> TakeTurnAsync(string key, CancellationToken cancellationToken) => _turns.TakeAsync(key, cancellationToken);

    public void Dispose()
    {
        foreach (var limiter in new[] { LoginFailures, LoginFailuresPerAddress, Registrations, SignIns, Send, Typing, NewConversations, Upload })
            limiter.Dispose();
    }

    internal HubConnectionLimit Connections { get; } = new(settings.Connections, clock);

    /// <summary>The seconds after which to try again.</summary>
    public static int RetryAfter(RateLimitLease lease, Limit limit) =>
        (int)Math.Ceiling((lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : limit.Window).TotalSeconds);

    private static PartitionedRateLimiter<string> Create(Limit limit) => PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetSlidingWindowLimiter(
        key, _ => new SlidingWindowRateLimiterOptions { PermitLimit = limit.Count, Window = limit.Window, SegmentsPerWindow = SegmentsPerWindow, QueueLimit = 0 }));
}
