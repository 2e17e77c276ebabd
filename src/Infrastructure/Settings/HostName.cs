using System.Globalization;
using System.Net;

namespace LiveChat.Infrastructure.Settings;

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
        label.Length is > 0 and <= MaxLabelLength && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && label[0] != '-' && label[^1] != '-';
}
