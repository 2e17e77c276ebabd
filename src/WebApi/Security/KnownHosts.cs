using System.Net;
using LiveChat.Domain.Common;
using LiveChat.Infrastructure.Settings;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Errors;

namespace LiveChat.WebApi.Security;

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
        return app.Use((context, next) =>
            HostName.Canonical(context.Request.Host.Host.Trim('[', ']')) is { } host && ((settings.IsDemo && IsLoopback(host)) || names.Exists(n => Fits(host, n)))
                ? next(context)
                : Problems.From(Unknown, context).ExecuteAsync(context));
    }

    private static bool IsLoopback(string host) =>
        host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    /// <param name="name">A name, or <c>*.</c> with a name for all below it.</param>
    private static bool Fits(string host, string name) =>
        name.StartsWith("*.", StringComparison.Ordinal) ? host.EndsWith(name[1..], StringComparison.Ordinal) : host == name;
}
