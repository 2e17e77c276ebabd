using System.Net;
using LiveChat.Infrastructure.Operations;
using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Endpoints;
using LiveChat.WebApi.Errors;
using Microsoft.AspNetCore.HttpOverrides;

namespace LiveChat.WebApi.Security;

/// <summary>
/// Takes a client's address and scheme from forwarded headers, but only from trusted proxies. The operator is warned of others.
/// </summary>
public static class KnownProxies
{
    private static readonly string[] ForwardingHeaders = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded"];

    /// <summary>The key of the forwarding header that was not believed, among the items of a request.</summary>
    private static readonly object IgnoredHeader = new();

    /// <returns>Null when all forwarding headers were believed, or there are none.</returns>
    public static string? IgnoredHeaderOf(HttpContext context) => context.Items[IgnoredHeader] as string;

    public static IApplicationBuilder UseKnownProxies(this IApplicationBuilder app, ServerSettings settings)
    {
        var untrusted = app.ApplicationServices.GetRequiredService<UntrustedProxies>();
        app.Use(
            (context, next) =>
            {
                if (
                    context.Connection.RemoteIpAddress is { } remote
                    && FindHeader(context.Request) is { } header
                    && !settings.IsKnownProxy(remote)
                )
                {
                    untrusted.Seen(AddressBlock.Of(remote), header);
                    context.Items[IgnoredHeader] = header;
                }

                return next(context);
            }
        );
        if (settings.KnownNetworks.Count == 0)
            return app;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.KnownNetworks)
            options.KnownIPNetworks.Add(network);
        return app.UseForwardedHeaders(options);
    }

    /// <summary>Whether an address is that of a trusted proxy.</summary>
    public static bool IsKnownProxy(this ServerSettings settings, IPAddress address)
    {
        var plain = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        return settings.KnownNetworks.Any(n => n.Contains(plain) || n.Contains(address));
    }

    private static string? FindHeader(HttpRequest request) => Array.Find(ForwardingHeaders, request.Headers.ContainsKey);
}

/// <summary>
/// Checks the Host of a request. In demo mode anybody can be anybody, so only loopback and <c>AllowedHosts</c> are accepted, lest another
/// site lead a browser here by a name of its own (DNS rebinding). Otherwise <c>AllowedHosts</c> are accepted, or every name if there are
/// none.
/// </summary>
public static class KnownHosts
{
    private static readonly Error Unknown = new(ErrorKind.Validation, "Request.HostUnknown");

    public static IApplicationBuilder UseKnownHosts(this IApplicationBuilder app, ServerSettings settings)
    {
        var names = settings.AllowedHosts.Where(h => h != "*").ToList();
        if (!settings.IsDemo && names.Count == 0)
            return app;
        return app.Use(
            (context, next) =>
                HostName.Canonical(context.Request.Host.Host.Trim('[', ']')) is { } host
                && ((settings.IsDemo && IsLoopback(host)) || names.Exists(n => Fits(host, n)))
                    ? next(context)
                    : Problems.From(Unknown, context).ExecuteAsync(context)
        );
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <param name="name">A name, or <c>*.</c> with a name for all below it.</param>
    private static bool Fits(string host, string name) =>
        name.StartsWith("*.", StringComparison.Ordinal) ? host.EndsWith(name[1..], StringComparison.Ordinal) : host == name;
}

/// <summary>
/// Checks from which origins a browser may open the hub. CORS does not cover WebSockets, so it is checked before the handshake.
/// </summary>
public static class HubOrigin
{
    public static IApplicationBuilder UseHubOriginCheck(this IApplicationBuilder app, ServerSettings settings) =>
        app.Use(
            (context, next) =>
                (
                    context.Request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase)
                    || context.Request.Path == ConnectionEndpoint.Path
                )
                && context.Request.Headers.Origin is { Count: > 0 } origin
                && !IsAllowed(origin.ToString(), context.Request, settings)
                    ? Problems.FromStatus(StatusCodes.Status403Forbidden, context).ExecuteAsync(context)
                    : next(context)
        );

    private static bool IsAllowed(string text, HttpRequest request, ServerSettings settings) =>
        WebOrigin.TryParse(text, out var origin)
        && (
            (WebOrigin.TryParse($"{request.Scheme}://{request.Host}", out var own) && origin == own)
            || origin.Text == settings.PublicOrigin
            || settings.CorsOrigins.Contains(origin.Text)
        );
}
