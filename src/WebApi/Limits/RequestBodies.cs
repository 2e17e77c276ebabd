using LiveChat.Domain.Users;
using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Security;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace LiveChat.WebApi.Limits;

/// <summary>How large a body may be and how long it may take, by who sends it. Uploads say themselves how large they may be.</summary>
internal static class RequestBodies
{
    /// <summary>Of anybody, in bytes: an import, or a hundred users made by the host site.</summary>
    public const long Largest = 1024 * 1024;

    /// <summary>Of somebody who is signed in: the longest message of the contract takes half of it, however it is escaped.</summary>
    private const long OfUser = 64 * 1024;

    /// <summary>Of anybody else: a token of a host site is the most that it could be.</summary>
    private const long OfAnybody = 16 * 1024;

    private static readonly TimeSpan TimeOfUser = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan TimeOfAnybody = TimeSpan.FromSeconds(10);

    public static IApplicationBuilder UseRequestBodyLimits(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is null
            && context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = IsTrusted(context) ? Largest : context.User.FindActor() is null ? OfAnybody : OfUser;
        }

        return next(context);
    });

    /// <summary>How long the body of a request may take to come, from the moment that the server begins to read it.</summary>
    public static TimeSpan TimeOf(HttpContext context) => IsTrusted(context) || context.User.FindActor() is not null ? TimeOfUser : TimeOfAnybody;

    private static bool IsTrusted(HttpContext context) =>
        context.User.FindActor() is { Role: UserRole.Admin } || context.User.Identities.Any(i => i.AuthenticationType == ApiKeyHandler.Scheme);
}
