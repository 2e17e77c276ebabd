using System.Net;
using LiveChat.Application.Common;
using LiveChat.Application.Identity;
using LiveChat.Infrastructure.Identity;

namespace LiveChat.WebApi.Endpoints;

/// <summary>Who is at the door, and from where.</summary>
public static class Callers
{
    /// <exception cref="InvalidOperationException">The request carries none of our tokens; authorize the door first.</exception>
    public static Actor ToActor(this HttpContext context) => context.User.ToActor() with { Address = context.ClientAddress() };

    public static ClientInfo ToClientInfo(this HttpContext context) => new(context.ClientAddress(), context.Request.Headers.UserAgent.ToString());

    /// <summary>The client's IP address; a proxy's word for it is taken only where ForwardedHeaders:KnownNetworks has the proxy.</summary>
    public static string? ClientAddress(this HttpContext context) => context.Connection.RemoteIpAddress is { } address ? Plain(address).ToString() : null;

    private static IPAddress Plain(IPAddress address) => address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
}
