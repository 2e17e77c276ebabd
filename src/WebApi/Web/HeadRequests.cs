using LiveChat.WebApi.Hubs;

namespace LiveChat.WebApi.Web;

/// <summary>
/// HEAD is GET without its content (RFC 9110, 9.3.2), and so GET's routes answer it; the server itself holds the content back,
/// whatever an endpoint writes.
/// </summary>
public static class HeadRequests
{
    // Files answer it themselves, without being read; the hub's GET opens a connection.
    private static readonly PathString[] Exceptions = ["/media", ChatHub.Path];

    public static IApplicationBuilder UseHeadAsGet(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method) && !Array.Exists(Exceptions, p => context.Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase)))
            context.Request.Method = HttpMethods.Get;
        return next(context);
    });
}
