using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace LiveChat.Infrastructure.Settings;

/// <summary>
/// The origin of a page or a server, as browsers compare it (RFC 6454): scheme, host and port. Host names are in lower case and in ASCII
/// (punycode), a port that is the scheme's own is left out, and <c>ws</c> and <c>wss</c> are <c>http</c> and <c>https</c>.
/// </summary>
public sealed partial record WebOrigin
{
    private WebOrigin(string text) => Text = text;

    /// <summary>The origin without a trailing slash: <c>https://xn--ubtq9x.example.com:8443</c>.</summary>
    public string Text { get; }

    /// <param name="text">An address without a path, in any spelling: <c>HTTPS://客服.example.com:443/</c>.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out WebOrigin? origin)
    {
        origin = null;
        if (
            !Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var url)
            || SchemeOf(url) is not { } scheme
            || url.PathAndQuery is not ("/" or "")
            || url.Fragment.Length > 0
            || url.UserInfo.Length > 0
            || text.AsSpan().ContainsAny('?', '#', '@')
            || HostOf(url) is not { } host
        )
            return false;
        // <see cref="Uri"/> knows a default port for each of the four schemes, and the same one for http and ws, https and wss.
        origin = new WebOrigin(url.IsDefaultPort ? $"{scheme}://{host}" : $"{scheme}://{host}:{url.Port}");
        return true;
    }

    /// <summary>The origin of an address that may have a path, and that path without a slash at its end; empty for none.</summary>
    /// <param name="text">An address without a question mark or anything behind it: <c>https://shop.example.com/support/</c>.</param>
    public static bool TryParseWithPath(string? text, [NotNullWhen(true)] out WebOrigin? origin, out string path)
    {
        (origin, path) = (null, "");
        if (!Uri.TryCreate(text?.Trim(), UriKind.Absolute, out var url) || text.AsSpan().ContainsAny('?', '#', '@'))
            return false;
        path = url.AbsolutePath.TrimEnd('/');
        return (path.Length == 0 || BasePath().IsMatch(path)) && TryParse(url.GetLeftPart(UriPartial.Authority), out origin);
    }

    /// <summary>Whether two texts name the same origin; false when one is none at all.</summary>
    public static bool AreSame(string one, string other) =>
        TryParse(one, out var first) && TryParse(other, out var second) && first == second;

    public override string ToString() => Text;

    [GeneratedRegex(@"^(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)+$")]
    private static partial Regex BasePath();

    private static string? SchemeOf(Uri url) =>
        url.Scheme switch
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

/// <summary>Host names in the spelling in which they are compared.</summary>
public static class HostName
{
    private const int MaxLength = 253;
    private const int MaxLabelLength = 63;

    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    /// <summary>
    /// The name in lower case and in ASCII (punycode), without a trailing dot. An IP address stays as it is, without brackets.
    /// </summary>
    /// <returns>Null when the text is not a host name.</returns>
    public static string? Canonical(string name)
    {
        name = name.Trim();
        if (IPAddress.TryParse(name, out var address) && name.AsSpan().ContainsAny('.', ':'))
            return address.ToString();
        try
        {
            var ascii = Idn.GetAscii(name.TrimEnd('.', '。').ToLowerInvariant()).ToLowerInvariant();
            return ascii.Length <= MaxLength && ascii.Split('.').All(IsLabel) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The standard does not allow an underscore, but names in private networks contain it.</summary>
    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabelLength
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_')
        && label[0] != '-'
        && label[^1] != '-';
}
