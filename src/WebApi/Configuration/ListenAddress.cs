using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LiveChat.Infrastructure.Settings;
using Microsoft.AspNetCore.Http;

namespace LiveChat.WebApi.Configuration;

/// <summary>
/// An address that the server listens on. Kestrel takes any host name that it does not know for all addresses of the machine, so that a
/// typing error would open the server to the network. So only IP addresses, localhost and * are accepted.
/// </summary>
internal static class ListenAddress
{
    private const string Example = "http://localhost:8000";
    private const string Localhost = "localhost";
    private const int MaxPort = 65_535;

    /// <exception cref="SettingsException">The server can't listen on that address.</exception>
    public static string Parse(string value)
    {
        var text = value.Trim().TrimEnd('/');
        BindingAddress address;
        try
        {
            address = BindingAddress.Parse(text);
        }
        catch (FormatException)
        {
            throw Unusable(value, "which is no address");
        }

        var scheme = address.Scheme.ToLowerInvariant();
        if (scheme is not ("http" or "https"))
            throw Unusable(value, "which is neither http nor https");
        if (address.PathBase.Length > 0)
            throw Unusable(value, "which has a path. The server serves at the root of an address");
        if (address.Port is < 0 or > MaxPort)
            throw Unusable(value, "whose port is not between 0 and 65535");
        var host = address.Host.ToLowerInvariant();
        if (host is not (Localhost or "*" or "+") && !IsAddress(host))
            throw Unusable(value, $"whose host '{address.Host}' is neither an IP address nor localhost, * or + (all addresses)");
        if (host == Localhost && address.Port == 0)
            throw Unusable(value, "but localhost needs a port of its own. Use http://127.0.0.1:0 for any free one");
        return $"{scheme}://{host}:{address.Port.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>The URL at which a browser on this machine reaches the server.</summary>
    public static string ToLocal(string url)
    {
        var address = BindingAddress.Parse(url);
        var host = address.Host is "*" or "+" or "0.0.0.0" or "[::]" ? Localhost : address.Host;
        return WebOrigin.TryParse($"{address.Scheme}://{host}:{address.Port.ToString(CultureInfo.InvariantCulture)}", out var origin)
            ? origin.Text
            : throw new ArgumentException($"'{url}' is no address to listen on.", nameof(url));
    }

    /// <summary>Only whole addresses count: the framework also accepts "1" and "127.1", which hardly anybody means as addresses.</summary>
    public static bool IsWhole(string address) =>
        IPAddress.TryParse(address, out var parsed)
        && (parsed.AddressFamily == AddressFamily.InterNetworkV6 || parsed.ToString() == address);

    private static bool IsAddress(string host) =>
        host.StartsWith('[') ? host.EndsWith(']') && IsWhole(host[1..^1]) : !host.Contains(':') && IsWhole(host);

    private static SettingsException Unusable(string value, string why) => new($"Urls has '{value}', {why}. Use something like {Example}.");
}
