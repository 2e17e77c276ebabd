using System.Net;
using LiveChat.Application.Common;
using LiveChat.Application.Identity;
using LiveChat.Infrastructure.Identity;

namespace LiveChat.WebApi.Endpoints;

/// <summary>Reads the actor and the client's address from a request.</summary>
public static class Callers
{
    /// <exception cref="InvalidOperationException">
    /// The request carries no token of this server; the endpoint must require authorization.
    /// </exception>
    public static Actor ToActor(this HttpContext context) => context.User.ToActor() with { Address = context.ClientAddress() };

    public static ClientInfo ToClientInfo(this HttpContext context) => new(context.ClientAddress(), context.Request.Headers.UserAgent.ToString());

    /// <summary>The client's IP address. A forwarded one is used only from a proxy in ForwardedHeaders:KnownNetworks.</summary>
    public static string? ClientAddress(this HttpContext context) => context.Connection.RemoteIpAddress is { } address ? Plain(address).ToString() : null;

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
