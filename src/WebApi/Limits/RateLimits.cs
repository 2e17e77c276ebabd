using System.Globalization;
using System.Threading.RateLimiting;
using LiveChat.Infrastructure.Settings;

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
        foreach (
            var limiter in new[] { LoginFailures, LoginFailuresPerAddress, Registrations, SignIns, Send, Typing, NewConversations, Upload }
        )
            limiter.Dispose();
    }

    internal HubConnectionLimit Connections { get; } = new(settings.Connections, clock);

    /// <summary>The seconds after which to try again.</summary>
    public static int RetryAfter(RateLimitLease lease, Limit limit) =>
        (int)
            Math.Ceiling(
                (lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) && wait > TimeSpan.Zero ? wait : limit.Window).TotalSeconds
            );

    private static PartitionedRateLimiter<string> Create(Limit limit) =>
        PartitionedRateLimiter.Create<string, string>(key =>
            RateLimitPartition.GetSlidingWindowLimiter(
                key,
                _ => new SlidingWindowRateLimiterOptions
                {
                    PermitLimit = limit.Count,
                    Window = limit.Window,
                    SegmentsPerWindow = SegmentsPerWindow,
                    QueueLimit = 0,
                }
            )
        );
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

/// <summary>The limits of the contract (docs/protocol.md).</summary>
/// <param name="LoginFailures">Failed sign-ins of one account from one address.</param>
/// <param name="LoginFailuresPerAddress">Failed sign-ins of all accounts from one address.</param>
/// <param name="Registrations">Accounts made from one address.</param>
/// <param name="SignIns">Successful sign-ins with a password from one address.</param>
/// <param name="Send">Messages of one user, over REST and hub together.</param>
/// <param name="Typing">Typing signals of one user.</param>
/// <param name="NewConversations">Conversations that one user begins.</param>
/// <param name="Upload">Files of one user.</param>
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
    /// <summary>Open connections of one user to the hub, by whatever transport.</summary>
    public required int Connections { get; init; }

    /// <summary>Open connections of all kinds, those of people who are signed in included.</summary>
    public required int ConnectionsInAll { get; init; }

    /// <summary>Open connections over which nobody is signed in.</summary>
    public required int AnonymousConnections { get; init; }

    /// <inheritdoc cref="AnonymousConnections"/>
    /// <remarks>From one address; a trusted proxy is not counted as one.</remarks>
    public required int AnonymousConnectionsPerAddress { get; init; }
}

/// <summary>Lets ASP.NET Core's middleware count in a limiter that the hub counts in too.</summary>
internal sealed class SharedLimiter(PartitionedRateLimiter<string> shared, string key) : RateLimiter
{
    /// <summary>It holds no resources, so the middleware may dispose it at any time.</summary>
    public override TimeSpan? IdleDuration => TimeSpan.Zero;

    public override RateLimiterStatistics? GetStatistics() => shared.GetStatistics(key);

    protected override RateLimitLease AttemptAcquireCore(int permitCount) => shared.AttemptAcquire(key, permitCount);

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) =>
        shared.AcquireAsync(key, permitCount, cancellationToken);
}
