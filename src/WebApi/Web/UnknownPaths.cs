using LiveChat.WebApi.Errors;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Web;

/// <summary>
/// Handles paths and methods without a route. Outside the API they lead to the page, which does its own routing. Those of the API are
/// answered before authorization, so that everybody gets the same answer.
/// </summary>
public static class UnknownPaths
{
    private const string MediaPath = "/media";

    private static readonly PathString[] ApiPaths = ["/api", "/hubs", MediaPath];

    // The page has no catch-all route, because that would hide from routing that a path of the API has only
    // other methods (405) or none (404).
    public static IApplicationBuilder UseUnknownPaths(this WebApplication app)
    {
        var page = app.Services.GetRequiredService<WebClientPage>().Endpoint;
        return app.Use(
            (context, next) =>
            {
                switch (context.GetEndpoint())
                {
                    case null
                        when Array.Exists(ApiPaths, p => context.Request.Path.StartsWithSegments(p, StringComparison.OrdinalIgnoreCase)):
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
                        // The form of a path tells that it is a file's; whether the file exists is known only when it is read.
                        return Problems.FromStatus(StatusCodes.Status404NotFound, context).ExecuteAsync(context);
                    case var endpoint:
                        return RefuseMethodAsync(endpoint, context);
                }
            }
        );
    }

    /// <param name="endpoint">The endpoint that routing found; for a wrong method it is one of routing's own.</param>
    private static async Task RefuseMethodAsync(Endpoint endpoint, HttpContext context)
    {
        await endpoint.RequestDelegate!(context);
        // Routes with GET take HEAD too (see HeadRequests), which routing does not know.
        var allowed = context.Response.Headers.GetCommaSeparatedValues(HeaderNames.Allow);
        if (allowed.Contains(HttpMethods.Get, StringComparer.Ordinal))
            context.Response.Headers.Allow = string.Join(", ", allowed.Append(HttpMethods.Head));
    }
}
