using LiveChat.WebApi.Hubs;

namespace LiveChat.WebApi.Web;

/// <summary>
/// Answers HEAD by the routes of GET (RFC 9110, 9.3.2). Kestrel itself does not send the content, whatever an endpoint writes.
/// </summary>
public static class HeadRequests
{
    // Files answer HEAD themselves without being read. The hub's GET would open a connection.
    private static readonly PathString[] Exceptions = ["/media", ChatHub.Path];

    public static IApplicationBuilder UseHeadAsGet(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsHead(context.Request.Method) && !Array.Exists(Exceptions, p => context.Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase)))
            context.Request.Method = HttpMethods.Get;
        return next(context);
    });
}
