using System.Globalization;
using LiveChat.Infrastructure.Settings;

namespace LiveChat.Infrastructure.Operations.Inspectors;

/// <summary>How many files and connections this process has open of those that the system allows.</summary>
internal sealed class ServerInspector(LimitSettings limits) : IInspector
{
    private const string OpenFiles = "/proc/self/fd";

    /// <summary>From this share on, a rush of connections may use up the rest.</summary>
    private const double Much = 0.8;

    public CheckKind Kind => CheckKind.Server;

    public Task<IReadOnlyList<Finding>> InspectAsync(bool isThorough, CancellationToken cancellationToken)
    {
        // The command line is another process than the server, whose handles count.
        if (isThorough || !Directory.Exists(OpenFiles) || OpenFileLimit.Read() is not { } limit)
            return Task.FromResult<IReadOnlyList<Finding>>([]);
        var open = Directory.EnumerateFileSystemEntries(OpenFiles).LongCount();
        var isMuch = open > limit * Much;
        var findings = new List<Finding>
        {
            new(
                Kind,
                isMuch ? FindingStatus.Warning : FindingStatus.Ok,
                isMuch ? "FewHandlesLeft" : "OpenHandles",
                open.ToString("N0", CultureInfo.InvariantCulture),
                limit.ToString("N0", CultureInfo.InvariantCulture)
            ),
        };
        if (limits.IsCut)
            findings.Add(
                new Finding(
                    Kind,
                    FindingStatus.Warning,
                    "ConnectionsCut",
                    limit.ToString("N0", CultureInfo.InvariantCulture),
                    limits.ConnectionsInAll.ToString("N0", CultureInfo.InvariantCulture)
                )
            );
        return Task.FromResult<IReadOnlyList<Finding>>(findings);
    }
}

/// <summary>How many files and connections the system lets this process have open.</summary>
public static class OpenFileLimit
{
    private const string LimitsFile = "/proc/self/limits";
    private const string LimitName = "Max open files";

    /// <returns>Null when the system does not tell, or sets no limit.</returns>
    public static long? Read()
    {
        if (
            !File.Exists(LimitsFile)
            || File.ReadLines(LimitsFile).FirstOrDefault(l => l.StartsWith(LimitName, StringComparison.Ordinal)) is not { } line
        )
            return null;
        var soft = line[LimitName.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0];
        return long.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : null;
    }
}
