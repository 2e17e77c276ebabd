using System.Globalization;
using System.Security;
using System.Text;

namespace LiveChat.Infrastructure.Media;

/// <summary>
/// The picture of somebody who has none: the initial of the name on a colour that follows from the id. The path alone says
/// what is drawn, so that it tells nothing about who exists.
/// </summary>
public static class DrawnAvatar
{
    public const string Prefix = "/media/avatars/drawn/";

    /// <summary>Dark enough for white text at AA.</summary>
    private static readonly string[] Colours =
        ["#2F5FD0", "#B4540A", "#0B7A6E", "#7A4FC4", "#B03A5B", "#2E7D32", "#8A6100", "#00738F", "#A0429A", "#55606E", "#C0392B", "#46608C"];

    public static string PathOf(string userId, string username)
    {
        var initial = StringInfo.GetNextTextElement(username.Trim());
        return $"{Prefix}{ColourOf(userId)}/{Uri.EscapeDataString(initial.ToUpperInvariant())}.svg";
    }

    /// <returns>Null when the parts name no avatar that is ever handed out.</returns>
    public static string? Draw(int colour, string initial)
    {
        if (colour < 0 || colour >= Colours.Length || initial.Length is 0 or > 16 || StringInfo.GetNextTextElementLength(initial) != initial.Length)
            return null;
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80" width="80" height="80"><rect width="80" height="80" fill="{Colours[colour]}"/><text x="40" y="41" fill="#fff" font-family="PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif" font-size="36" text-anchor="middle" dominant-baseline="central">{SecurityElement.Escape(initial)}</text></svg>
            """;
    }

    /// <summary>FNV-1a: the same id has the same colour on every machine and in every version.</summary>
    private static int ColourOf(string userId)
    {
        var hash = 2166136261u;
        foreach (var b in Encoding.UTF8.GetBytes(userId))
            hash = (hash ^ b) * 16777619u;
        return (int)(hash % (uint)Colours.Length);
    }
}
