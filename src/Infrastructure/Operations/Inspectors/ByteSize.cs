using System.Globalization;

namespace LiveChat.Infrastructure.Operations.Inspectors;

/// <summary>Sizes as people read them, in steps of 1024.</summary>
internal static class ByteSize
{
    public const long Mega = 1024 * 1024;
    public const long Giga = 1024 * Mega;

    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB"];

    public static string Of(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        for (; size >= 1024 && unit < Units.Length - 1; unit++)
            size /= 1024;
        return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(size, size < 10 ? 1 : 0)} {Units[unit]}");
    }
}
