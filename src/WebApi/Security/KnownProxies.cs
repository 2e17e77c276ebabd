using LiveChat.WebApi.Configuration;
using Microsoft.AspNetCore.HttpOverrides;

namespace LiveChat.WebApi.Security;

/// <summary>Takes a client's address and scheme from a proxy's headers, but only from proxies that were named.</summary>
public static class KnownProxies
{
    public static IApplicationBuilder UseKnownProxies(this IApplicationBuilder app, ServerSettings settings)
    {
        if (settings.KnownNetworks.Count == 0)
            return app;
        var options = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in settings.KnownNetworks)
            options.KnownIPNetworks.Add(network);
        return app.UseForwardedHeaders(options);
    }
}
