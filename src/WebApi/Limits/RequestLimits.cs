using System.Globalization;
using System.Threading.RateLimiting;
using LiveChat.Infrastructure.Identity;
using LiveChat.Infrastructure.Settings;
using LiveChat.Infrastructure.Telemetry;
using LiveChat.WebApi.Csv;
using LiveChat.WebApi.Errors;
using LiveChat.WebApi.Security;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace LiveChat.WebApi.Limits;

/// <summary>
/// Limits at the door of HTTP: how much of one caller is worked on at once and in a second, whatever it is. How often something may be done
/// is no matter of the door; see <see cref="ILimits"/>.
/// </summary>
internal static class RequestLimits
{
    /// <summary>When somebody may try again who has too much going on at once: some of it may be over by then.</summary>
    public static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    public static IServiceCollection AddRequestLimits(this IServiceCollection services, LimitSettings settings)
    {
        services.AddSingleton<HubConnectionLimit>().AddSingleton<ConnectionGate>();
        services.AddRateLimiter(limiter =>
        {
            limiter.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                RequestsAtOnce.CreateLimiter(settings),
                RequestPace.CreateLimiter(settings)
            );
            limiter.OnRejected = async (rejected, _) =>
            {
                rejected.HttpContext.RequestServices.GetRequiredService<ChatMetrics>().LimitHit(LimitName.Requests);
                var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var pace) && pace > TimeSpan.Zero ? pace : Retry;
                await Problems.From(new RateLimitedError(wait), rejected.HttpContext).ExecuteAsync(rejected.HttpContext);
            };
        });
        return services;
    }

    /// <summary>Leaves the pace of an endpoint to a limit that the operator sets.</summary>
    public static RouteHandlerBuilder HasLimitOfItsOwn(this RouteHandlerBuilder builder) => builder.WithMetadata(new LimitOfItsOwn());

    /// <summary>Gives the answers of an endpoint, which last as long as the line needs, places of their own.</summary>
    public static RouteHandlerBuilder IsDownload(this RouteHandlerBuilder builder) => builder.WithMetadata(new Download());

    /// <summary>Says when to come back.</summary>
    public static void SetRetryAfter(this HttpContext context, TimeSpan wait) =>
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
}

/// <summary>Marks an endpoint whose calls are counted by a limit that the operator sets, such as sending.</summary>
internal sealed class LimitOfItsOwn;

/// <summary>Marks an endpoint that answers with a file of any length. Lists are one when they are asked for as CSV.</summary>
internal sealed class Download;

/// <summary>
/// How many requests of one user, or of one address where nobody is signed in, are worked on at once. More of them wait, and too many are
/// refused, so that a program that asks without pause takes turns with people.
/// </summary>
internal static class RequestsAtOnce
{
    public const int OfUser = 4;
    private const int WaitingOfUser = 128;

    /// <summary>A house or an office may share one address.</summary>
    public const int OfAddress = 8;
    private const int WaitingOfAddress = 512;

    /// <summary>They last as long as the line needs, so they have places of their own.</summary>
    private const int Uploads = 2;
    private const int WaitingUploads = 64;

    /// <summary>Exports, transcripts and files of the console, which last as long as uploads do.</summary>
    public const int Downloads = 2;
    private const int WaitingDownloads = 8;

    public static PartitionedRateLimiter<HttpContext> CreateLimiter(LimitSettings settings) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context =>
        {
            if (!settings.IsEnabled || !context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase))
                return RateLimitPartition.GetNoLimiter("");
            if (context.User.FindActor() is not { } actor)
                return Partition($"address {AddressBlock.Of(context.Connection.RemoteIpAddress)}", OfAddress, WaitingOfAddress);
            if (context.Request.Path.StartsWithSegments("/api/uploads", StringComparison.OrdinalIgnoreCase))
                return Partition($"uploads {actor.UserId}", Uploads, WaitingUploads);
            return IsDownload(context)
                ? Partition($"downloads {actor.UserId}", Downloads, WaitingDownloads)
                : Partition($"user {actor.UserId}", OfUser, WaitingOfUser);
        });

    private static bool IsDownload(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<Download>() is not null
        || (HttpMethods.IsGet(context.Request.Method) && context.Request.Query["format"] == ListFormat.Csv);

    /// <summary>Whether it was this limit that refused.</summary>
    public static bool IsRefusal(RateLimitLease lease) => lease.TryGetMetadata(MetadataName.ReasonPhrase, out _);

    private static RateLimitPartition<string> Partition(string key, int atOnce, int waiting) =>
        RateLimitPartition.GetConcurrencyLimiter(
            key,
            _ => new ConcurrencyLimiterOptions
            {
                PermitLimit = atOnce,
                QueueLimit = waiting,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }
        );
}

/// <summary>
/// How many requests a second one user, or one address where nobody is signed in, gets worked on for long. What comes faster waits, so that
/// a program that asks without pause leaves the processor to the messages, and a page that asks for much at once notices nothing.
/// </summary>
internal static class RequestPace
{
    private const int OfUser = 50;
    private const int OfUserAtFirst = 100;
    private const int OfAddress = 100;
    private const int OfAddressAtFirst = 200;
    private const int RefillsPerSecond = 10;

    private static readonly string[] Paths = ["/api", "/openapi", "/docs"];

    public static PartitionedRateLimiter<HttpContext> CreateLimiter(LimitSettings settings) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context =>
        {
            if (
                !settings.IsEnabled
                || !Paths.Any(path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
                || HasLimitOfItsOwn(context)
            )
                return RateLimitPartition.GetNoLimiter("");
            if (context.User.FindActor() is { } actor)
                return Partition($"user {actor.UserId}", OfUser, OfUserAtFirst, RequestsAtOnce.OfUser + RequestsAtOnce.Downloads);
            // The host site asks for all its users.
            return ApiKeyHandler.IsHostSite(context.User)
                ? RateLimitPartition.GetNoLimiter("")
                : Partition(
                    $"address {AddressBlock.Of(context.Connection.RemoteIpAddress)}",
                    OfAddress,
                    OfAddressAtFirst,
                    RequestsAtOnce.OfAddress
                );
        });

    private static bool HasLimitOfItsOwn(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<LimitOfItsOwn>() is not null;

    /// <param name="waiting">As many as may be worked on at once; more of them have not come so far.</param>
    private static RateLimitPartition<string> Partition(string key, int perSecond, int atFirst, int waiting) =>
        RateLimitPartition.GetTokenBucketLimiter(
            key,
            _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = atFirst,
                TokensPerPeriod = perSecond / RefillsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1) / RefillsPerSecond,
                QueueLimit = waiting,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }
        );
}

/// <summary>Limits the size and the duration of request bodies by caller. Uploads have a limit of their own.</summary>
internal static class RequestBodies
{
    /// <summary>The largest body in bytes, for admins and host sites: an import, or a hundred users to create.</summary>
    public const long Largest = 1024 * 1024;

    /// <summary>The largest body of a signed-in user. The longest message takes half of it, however it is escaped.</summary>
    private const long OfUser = 64 * 1024;

    /// <summary>The largest body of an anonymous caller, whose largest valid one is a host site's token.</summary>
    private const long OfAnybody = 16 * 1024;

    private static readonly TimeSpan TimeOfUser = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TimeOfAnybody = TimeSpan.FromSeconds(10);

    public static IApplicationBuilder UseRequestBodyLimits(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (
                    context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is null
                    && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit
                )
                {
                    limit.MaxRequestBodySize =
                        IsTrusted(context) ? Largest
                        : context.User.FindActor() is null ? OfAnybody
                        : OfUser;
                }

                return next(context);
            }
        );

    /// <summary>How long receiving the body of a request may take, from the moment that the server begins to read it.</summary>
    public static TimeSpan TimeOf(HttpContext context) =>
        IsTrusted(context) || context.User.FindActor() is not null ? TimeOfUser : TimeOfAnybody;

    private static bool IsTrusted(HttpContext context) =>
        context.User.FindActor() is { Role: UserRole.Admin } || ApiKeyHandler.IsHostSite(context.User);
}
