using System.Net;
using LiveChat.Application.Common;
using LiveChat.Infrastructure.Operations;
using LiveChat.WebApi.Configuration;
using Microsoft.AspNetCore.HttpOverrides;

namespace LiveChat.WebApi.Security;

/// <summary>
/// Takes a client's address and scheme from forwarded headers, but only from trusted proxies. The operator is warned of others.
/// </summary>
public static class KnownProxies
{
    private static readonly string[] ForwardingHeaders = ["X-Forwarded-For", "X-Forwarded-Proto", "X-Real-IP", "Forwarded"];

    public static IApplicationBuilder UseKnownProxies(this IApplicationBuilder app, ServerSettings settings)
    {
        var untrusted = app.ApplicationServices.GetRequiredService<UntrustedProxies>();
        app.Use((context, next) =>
        {
            if (context.Connection.RemoteIpAddress is { } remote && FindHeader(context.Request) is { } header && !settings.IsKnownProxy(remote))
                untrusted.Seen(AddressBlock.Of(remote), header);
            return next(context);
        });
        if (settings.KnownNetworks.Count == 0)
            return app;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
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
