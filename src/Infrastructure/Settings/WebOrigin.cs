using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace LiveChat.Infrastructure.Settings;

/// <summary>
/// The origin of a page or a server, as browsers compare it (RFC 6454): scheme, host and port. Host names are in lower case and in ASCII
/// (punycode), a port that is the scheme's own is left out, and <c>ws</c> and <c>wss</c> are <c>http</c> and <c>https</c>.
/// </summary>
public sealed record WebOrigin
{
    private WebOrigin(string text) => Text = text;

    /// <summary>The origin without a trailing slash: <c>https://xn--ubtq9x.example.com:8443</c>.</summary>
    public string Text { get; }

    /// <param name="text">An address without a path, in any spelling: <c>HTTPS://客服.example.com:443/</c>.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out WebOrigin? origin)
    {
        origin = null;
        if (!Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var url)
            || SchemeOf(url) is not { } scheme
            || url.PathAndQuery is not ("/" or "") || url.Fragment.Length > 0 || url.UserInfo.Length > 0
            || text.AsSpan().ContainsAny('?', '#', '@')
            || HostOf(url) is not { } host)
            return false;
        // <see cref="Uri"/> knows a default port for each of the four schemes, and the same one for http and ws, https and wss.
        origin = new WebOrigin(url.IsDefaultPort ? $"{scheme}://{host}" : $"{scheme}://{host}:{url.Port}");
        return true;
    }

    /// <summary>Whether two texts name the same origin; false when one is none at all.</summary>
    public static bool AreSame(string one, string other) => TryParse(one, out var first) && TryParse(other, out var second) && first == second;

    public override string ToString() => Text;

    private static string? SchemeOf(Uri url) => url.Scheme switch
    {
        "http" or "ws" => Uri.UriSchemeHttp,
        "https" or "wss" => Uri.UriSchemeHttps,
        _ => null,
    };

    private static string? HostOf(Uri url)
    {
        switch (url.HostNameType)
        {
            case UriHostNameType.IPv4:
                return url.IdnHost;
            case UriHostNameType.IPv6:
                return IPAddress.TryParse(url.IdnHost, out var address) ? $"[{address}]" : null;
            case UriHostNameType.Dns:
                return HostName.Canonical(url.Host);
            default:
                return null;
        }
    }
}
