using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Net.Http.Headers;

namespace LiveChat.WebApi.Security;

/// <summary>
/// Who may read the metrics: a caller on this machine whose request passed through no proxy, or whoever brings <c>Metrics:Key</c> as a
/// bearer token. For anybody else the path does not exist.
/// </summary>
public static class MetricsDoor
{
    public const string Path = "/metrics";

    private const string Bearer = "Bearer ";

    /// <summary>
    /// Headers by which proxies tell that a request is not their own. Those that begin with <see cref="ForwardedPrefix"/> and
    /// <see cref="OriginalPrefix"/>, by which <see cref="KnownProxies"/> keeps what it has read, count too.
    /// </summary>
    private static readonly string[] ForwardingHeaders =
    [
        "Forwarded",
        "Via",
        "X-Real-IP",
        "X-Client-IP",
        "X-Cluster-Client-IP",
        "X-ProxyUser-IP",
        "True-Client-IP",
        "CF-Connecting-IP",
        "CF-Ray",
        "Fastly-Client-IP",
        "Fly-Client-IP",
        "Client-IP",
    ];

    private const string ForwardedPrefix = "X-Forwarded";
    private const string OriginalPrefix = "X-Original";

    /// <summary>Hides the path from whom it is not open to. Stands between routing and what answers unknown paths.</summary>
    public static IApplicationBuilder UseMetricsDoor(this IApplicationBuilder app, string? key)
    {
        var hash = key is null ? null : Hash(key);
        return app.Use(
            (context, next) =>
            {
                if (!context.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase))
                    return next(context);
                if (HasKey(context.Request, hash))
                    // It is no token of a user, for which it would be taken further on.
                    context.Request.Headers.Authorization = default;
                else if (!IsOfThisMachine(context))
                    context.SetEndpoint(null);
                return next(context);
            }
        );
    }

    public static void MapMetrics(this IEndpointRouteBuilder app) =>
        app.MapPrometheusScrapingEndpoint(Path)
            .AllowAnonymous()
            .DisableHttpMetrics()
            .WithMetadata(new HttpMethodMetadata([HttpMethods.Get]));

    private static bool HasKey(HttpRequest request, byte[]? hash) =>
        hash is not null
        && request.Headers[HeaderNames.Authorization] is [{ } given]
        && given.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
        // Hashes have the same length, so that the time of the comparison reveals nothing about the key.
        && CryptographicOperations.FixedTimeEquals(hash, Hash(given[Bearer.Length..].Trim()));

    private static bool IsOfThisMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && !Array.Exists(ForwardingHeaders, context.Request.Headers.ContainsKey)
        && !context.Request.Headers.Keys.Any(name =>
            name.StartsWith(ForwardedPrefix, StringComparison.OrdinalIgnoreCase)
            || name.StartsWith(OriginalPrefix, StringComparison.OrdinalIgnoreCase)
        );

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
