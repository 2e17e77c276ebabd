using System.Threading.RateLimiting;

namespace LiveChat.WebApi.Limits;

/// <summary>Lets ASP.NET Core's middleware count in a limiter that the hub counts in too.</summary>
internal sealed class SharedLimiter(PartitionedRateLimiter<string> shared, string key) : RateLimiter
{
    /// <summary>It holds no resources, so the middleware may dispose it at any time.</summary>
    public override TimeSpan? IdleDuration => TimeSpan.Zero;

    public override RateLimiterStatistics? GetStatistics() => shared.GetStatistics(key);

    protected override RateLimitLease AttemptAcquireCore(int permitCount) => shared.AttemptAcquire(key, permitCount);

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => shared.AcquireAsync(key, permitCount, cancellationToken);
}
