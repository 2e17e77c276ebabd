using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Security;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace LiveChat.WebApi.Limits;

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
