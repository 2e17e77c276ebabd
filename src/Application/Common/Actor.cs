using System.Net;
using System.Net.Sockets;

namespace LiveChat.Application.Common;

/// <summary>The calling user, read from the token and nothing else. It travels in every command and query.</summary>
public sealed record Actor(UserId UserId, UserRole Role, string SessionId)
{
    /// <summary>The IP address of the call for the audit log, where the door knows it.</summary>
    public string? Address { get; init; }

    public bool IsAdmin => Role == UserRole.Admin;
}

/// <summary>
/// A command or query that only an admin may make. <see cref="AdminBehavior{TRequest, TResponse}"/> refuses everybody else.
/// </summary>
public interface IAdminRequest
{
    /// <summary>The caller; null for the command line, which only an operator can use.</summary>
    Actor? Actor { get; }

    /// <summary>The user whom the request is about, if there is one. A caller who may not see them gets 404 instead of 403.</summary>
    string? SubjectId => null;
}

/// <summary>
/// Refuses requests that only admins may make: with 403, or with 404 where the caller may not even see the user whom the request is about.
/// </summary>
public sealed class AdminBehavior<TRequest, TResponse>(IUserReader users) : IPipelineBehavior<TRequest, TResponse>
    where TRequest : IAdminRequest
    where TResponse : Result, IFailable<TResponse>
{
    public async Task<TResponse> Handle(TRequest request, CancellationToken cancellationToken, RequestHandlerDelegate<TResponse> next)
    {
        if (request.Actor is not { IsAdmin: false } stranger)
            return await next();
        if (request.SubjectId is null)
            return TResponse.Fail(IdentityErrors.RoleNotAllowed);
        return UserId.TryParse(request.SubjectId, out var id) && await users.FindAsync(stranger, id, cancellationToken) is not null
            ? TResponse.Fail(IdentityErrors.RoleNotAllowed)
            : TResponse.Fail(UserErrors.NotFound);
    }
}

/// <summary>
/// The unit that limits count as one address: an IPv4 address, or the /64 of an IPv6 address, because providers give a whole /64 to one
/// customer.
/// </summary>
public static class AddressBlock
{
    private const int NetworkBytes = 8;

    /// <returns>An empty string when the address is unknown.</returns>
    public static string Of(string? address) => IPAddress.TryParse(address, out var parsed) ? Of(parsed) : address ?? "";

    public static string Of(IPAddress? address)
    {
        if (address is null)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
            return address.ToString();
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);
        bytes[NetworkBytes..].Clear();
        return $"{new IPAddress(bytes)}/64";
    }
}
