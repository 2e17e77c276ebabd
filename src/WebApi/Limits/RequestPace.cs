using System.Threading.RateLimiting;
using LiveChat.Application.Common;
using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Security;
using Microsoft.AspNetCore.RateLimiting;

namespace LiveChat.WebApi.Limits;

/// <summary>
/// How many requests a second one user, or one address where nobody is signed in, gets worked on for long. What comes faster waits, so that a
/// program that asks without pause leaves the processor to the messages, and a page that asks for much at once notices nothing.
/// </summary>
internal static class RequestPace
{
    private const int OfUser = 50;
    private const int OfUserAtFirst = 100;
    private const int OfAddress = 100;
    private const int OfAddressAtFirst = 200;
    private const int RefillsPerSecond = 10;

    private static readonly string[] Paths = ["/api", "/openapi", "/docs"];

    public static PartitionedRateLimiter<HttpContext> CreateLimiter(LimitSettings settings) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
    {
        if (!settings.IsEnabled || !Paths.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)) || HasLimitOfItsOwn(context))
            return RateLimitPartition.GetNoLimiter("");
        if (context.User.FindActor() is { } actor)
            return Partition($"user {actor.UserId}", OfUser, OfUserAtFirst, RequestsAtOnce.OfUser + RequestsAtOnce.Downloads);
        // The host site asks for all its users.
        return ApiKeyHandler.IsHostSite(context.User)
            ? RateLimitPartition.GetNoLimiter("")
            : Partition($"address {AddressBlock.Of(context.Connection.RemoteIpAddress)}", OfAddress, OfAddressAtFirst, RequestsAtOnce.OfAddress);
    });

    /// <summary>Sending and uploading are counted by limits that the operator sets.</summary>
    private static bool HasLimitOfItsOwn(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>() is not null;

    /// <param name="waiting">As many as may be worked on at once; more of them have not come so far.</param>
    private static RateLimitPartition<string> Partition(string key, int perSecond, int atFirst, int waiting) => RateLimitPartition.GetTokenBucketLimiter(
        key,
        _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = atFirst,
            TokensPerPeriod = perSecond / RefillsPerSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1) / RefillsPerSecond,
            QueueLimit = waiting,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        });
}
