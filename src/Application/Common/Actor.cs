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
