namespace LiveChat.WebApi.Security;

/// <summary>Sets the security and caching headers of responses.</summary>
public static class ResponseHeaders
{
    // Swagger UI sets style attributes from its script; scripts stay as strict as everywhere.
    private const string DocsPolicy =
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'self'";

    /// <param name="mediaOrigin">The origin of files (<c>PublicBaseUrl</c>), which may differ from that of the page.</param>
    public static IApplicationBuilder UseResponseHeaders(this IApplicationBuilder app, string mediaOrigin)
    {
        var pagePolicy =
            $"default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' {mediaOrigin} https: data: blob:; media-src 'self' {mediaOrigin} blob:; "
            + $"connect-src 'self' {mediaOrigin} ws: wss:; worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'";
        return app.Use((context, next) => AddHeaders(context, next, pagePolicy));
    }

    private static Task AddHeaders(HttpContext context, RequestDelegate next, string pagePolicy)
    {
        context.Response.OnStarting(() =>
        {
            var headers = context.Response.Headers;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "no-referrer";
            if (headers.ContentSecurityPolicy.Count == 0)
                headers.ContentSecurityPolicy = context.Request.Path.StartsWithSegments("/docs", StringComparison.OrdinalIgnoreCase)
                    ? DocsPolicy
                    : pagePolicy;
            if (
                context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase)
                || context.Request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase)
            )
                headers.CacheControl = "private, no-store";
            // The hub streams, which nginx and similar proxies would buffer without this header.
            if (context.Request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase))
                headers["X-Accel-Buffering"] = "no";
            return Task.CompletedTask;
        });
        return next(context);
    }
}
