using System.Globalization;
using System.Net;

namespace LiveChat.Infrastructure.Settings;

/// <summary>The names of machines, in the one spelling in which they are compared.</summary>
public static class HostName
{
    private const int MaxLength = 253;
    private const int MaxLabelLength = 63;

    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    /// <summary>In lower case and in ASCII (punycode), without a dot at its end. An IP address stays what it is, without brackets.</summary>
    /// <returns>Null for what is no name of a machine.</returns>
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

    /// <summary>The underscore is no part of a name by the letter, but names of machines in private networks have it.</summary>
    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= MaxLabelLength && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && label[0] != '-' && label[^1] != '-';
}
