using System.Threading.RateLimiting;
using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Csv;
using LiveChat.WebApi.Security;
using Microsoft.AspNetCore.RateLimiting;

namespace LiveChat.WebApi.Limits;

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

    /// <summary>Exports and files of the console, which last as long as uploads do.</summary>
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
            return IsDownload(context.Request)
                ? Partition($"downloads {actor.UserId}", Downloads, WaitingDownloads)
                : Partition($"user {actor.UserId}", OfUser, WaitingOfUser);
        });

    private static bool IsDownload(HttpRequest request) =>
        HttpMethods.IsGet(request.Method)
        && (
            request.Query["format"] == ListFormat.Csv
            || (
                request.Path.StartsWithSegments("/api/admin/messages", StringComparison.OrdinalIgnoreCase)
                && request.Path.Value!.EndsWith("/file", StringComparison.OrdinalIgnoreCase)
            )
        );

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

    /// <summary>Sending and uploading are counted by limits that the operator sets.</summary>
    private static bool HasLimitOfItsOwn(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<EnableRateLimitingAttribute>() is not null;

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

/// <summary>
/// Runs calls with the same key one at a time. Where only some outcomes count towards a limit, many calls at once would otherwise all be
/// let in before the first is counted. Different keys never wait for each other, and only a limited number waits for one key.
/// </summary>
internal sealed class KeyedTurns
{
    private const int MaxWaiting = 64;

    private readonly Dictionary<string, Turn> _turns = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <exception cref="TooMuchAtOnceException">Too many wait already.</exception>
    public async Task<IDisposable> TakeAsync(string key, CancellationToken cancellationToken)
    {
        Turn turn;
        lock (_lock)
        {
            if (!_turns.TryGetValue(key, out turn!))
                _turns[key] = turn = new Turn();
            if (turn.Users > MaxWaiting)
                throw new TooMuchAtOnceException(isOwnDoing: true);
            turn.Users++;
        }

        try
        {
            await turn.Gate.WaitAsync(cancellationToken);
        }
        catch
        {
            Leave(key, turn);
            throw;
        }

        return new Release(() =>
        {
            turn.Gate.Release();
            Leave(key, turn);
        });
    }

    private void Leave(string key, Turn turn)
    {
        lock (_lock)
        {
            if (--turn.Users > 0)
                return;
            _turns.Remove(key);
            turn.Gate.Dispose();
        }
    }

    private sealed class Turn
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        /// <summary>The call whose turn it is, and the calls that wait.</summary>
        public int Users { get; set; }
    }

    private sealed class Release(Action release) : IDisposable
    {
        public void Dispose() => release();
    }
}
