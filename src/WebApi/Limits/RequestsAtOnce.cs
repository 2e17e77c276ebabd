using System.Threading.RateLimiting;
using LiveChat.Application.Common;
using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Csv;

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

    public static PartitionedRateLimiter<HttpContext> CreateLimiter(LimitSettings settings) => PartitionedRateLimiter.Create<HttpContext, string>(context =>
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
        && (request.Query["format"] == ListFormat.Csv
            || (request.Path.StartsWithSegments("/api/admin/messages", StringComparison.OrdinalIgnoreCase) && request.Path.Value!.EndsWith("/file", StringComparison.OrdinalIgnoreCase)));

    /// <summary>Whether it was this limit that refused.</summary>
    public static bool IsRefusal(RateLimitLease lease) => lease.TryGetMetadata(MetadataName.ReasonPhrase, out _);

    private static RateLimitPartition<string> Partition(string key, int atOnce, int waiting) => RateLimitPartition.GetConcurrencyLimiter(
        key, _ => new ConcurrencyLimiterOptions { PermitLimit = atOnce, QueueLimit = waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });
}
