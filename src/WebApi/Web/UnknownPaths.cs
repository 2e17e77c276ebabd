using LiveChat.WebApi.Errors;

namespace LiveChat.WebApi.Web;

/// <summary>Paths and methods that lead nowhere. They are answered before authorization, so that everyone gets the same answer.</summary>
public static class UnknownPaths
{
    public static IApplicationBuilder UseUnknownPaths(this IApplicationBuilder app) => app.Use((context, next) => context.GetEndpoint() switch
    {
        null => Problems.FromStatus(StatusCodes.Status404NotFound, context).ExecuteAsync(context),
        RouteEndpoint => next(context),
        // Routing answers a wrong method by an endpoint of its own, which is no route of ours.
        var endpoint => endpoint.RequestDelegate!(context),
    });
}
