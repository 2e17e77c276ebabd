using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Errors;

namespace LiveChat.WebApi.Security;

/// <summary>
/// Checks from which origins a browser may open the hub. CORS does not cover WebSockets, so it is checked before the handshake.
/// </summary>
public static class HubOrigin
{
    public static IApplicationBuilder UseHubOriginCheck(this IApplicationBuilder app, ServerSettings settings) => app.Use((context, next) =>
        context.Request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase)
            && context.Request.Headers.Origin is { Count: > 0 } origin
            && !IsAllowed(origin.ToString(), context.Request, settings)
            ? Problems.FromStatus(StatusCodes.Status403Forbidden, context).ExecuteAsync(context)
            : next(context));

    private static bool IsAllowed(string text, HttpRequest request, ServerSettings settings) =>
        WebOrigin.TryParse(text, out var origin)
        && ((WebOrigin.TryParse($"{request.Scheme}://{request.Host}", out var own) && origin == own)
            || origin.Text == settings.PublicBaseUrl
            || settings.CorsOrigins.Contains(origin.Text));
}
