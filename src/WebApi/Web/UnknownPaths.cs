using LiveChat.WebApi.Errors;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Web;

/// <summary>
/// Paths and methods that no route takes: those outside the API lead to the page, which finds its own way from there; the
/// others lead nowhere, and are answered before authorization, so that everyone gets the same answer.
/// </summary>
public static class UnknownPaths
{
    private const string MediaPath = "/media";

    private static readonly PathString[] ApiPaths = ["/api", "/hubs", MediaPath];

    // The page is no route of its own: a route that takes every path would hide from routing that a path of the API knows
    // other methods (405), or that it knows none (404).
    public static IApplicationBuilder UseUnknownPaths(this WebApplication app)
    {
        var page = app.Services.GetRequiredService<WebClientPage>().Endpoint;
        return app.Use((context, next) =>
        {
            switch (context.GetEndpoint())
            {
                case null when Array.Exists(ApiPaths, p => context.Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase)):
                    return Problems.FromStatus(StatusCodes.Status404NotFound, context).ExecuteAsync(context);
                case null when HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method):
                    context.SetEndpoint(page);
                    return next(context);
                case null:
                    context.Response.Headers.Allow = "GET, HEAD";
                    return Problems.FromStatus(StatusCodes.Status405MethodNotAllowed, context).ExecuteAsync(context);
                case RouteEndpoint:
                    return next(context);
                case not null when context.Request.Path.StartsWithSegments(MediaPath, StringComparison.OrdinalIgnoreCase):
                    // A path is that of a file by its form alone; whether there is one is only told to who reads it.
                    return Problems.FromStatus(StatusCodes.Status404NotFound, context).ExecuteAsync(context);
                case var endpoint:
                    return RefuseMethodAsync(endpoint, context);
            }
        });
    }

    /// <param name="endpoint">Routing answers a wrong method by an endpoint of its own, which is no route of ours.</param>
    private static async Task RefuseMethodAsync(Endpoint endpoint, HttpContext context)
    {
        await endpoint.RequestDelegate!(context);
        // What takes GET takes HEAD too (see HeadRequests), which routing does not know.
        var allowed = context.Response.Headers.GetCommaSeparatedValues(HeaderNames.Allow);
        if (allowed.Contains(HttpMethods.Get, StringComparer.Ordinal))
            context.Response.Headers.Allow = string.Join(", ", allowed.Append(HttpMethods.Head));
    }
}
