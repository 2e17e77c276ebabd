using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Web;

/// <summary>
/// Serves below a path of another site (<c>PublicBaseUrl=https://shop.example.com/support/</c>). A proxy that leads here may keep the path,
/// or take it away.
/// </summary>
public static class BasePaths
{
    /// <param name="path">Without a slash at its end; empty for the root of a site.</param>
    public static IApplicationBuilder UseBasePath(this IApplicationBuilder app, string path)
    {
        if (path.Length == 0)
            return app;
        return app.UsePathBase(path)
            .Use(
                (context, next) =>
                {
                    context.Response.OnStarting(() =>
                    {
                        // The browser follows it from outside, where the path stands in front.
                        if (
                            context.Response.Headers.Location.ToString() is ['/', not '/', ..] location
                            && !location.StartsWith($"{path}/", StringComparison.Ordinal)
                        )
                            context.Response.Headers[HeaderNames.Location] = path + location;
                        return Task.CompletedTask;
                    });
                    return next(context);
                }
            );
    }
}
