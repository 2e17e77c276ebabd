using System.Globalization;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.WebApi.CommandLine;

/// <summary>
/// Checks how many files and connections the system lets this process open. With too few, it would fail later in unexpected places.
/// </summary>
internal static class OpenFiles
{
    private const string LimitsFile = "/proc/self/limits";
    private const string LimitName = "Max open files";

    /// <summary>Enough for the runtime and its libraries, the database, and some hundred connections.</summary>
    private const long Least = 1024;

    /// <exception cref="SettingsException">The limit is too low.</exception>
    public static void Check()
    {
        if (!File.Exists(LimitsFile) || File.ReadLines(LimitsFile).FirstOrDefault(l => l.StartsWith(LimitName, StringComparison.Ordinal)) is not { } line)
            return;
        var soft = line[LimitName.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        if (long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit < Least)
        {
            throw new SettingsException(
                $"The system lets this process have only {limit} files and connections open. Allow at least {Least}, better 65536: ulimit -n, or LimitNOFILE in the systemd unit.");
        }
    }
}
