using System.Diagnostics;
using System.Globalization;

namespace LiveChat.TestDatabases;

/// <summary>
/// The files of a PostgreSQL server in a temporary folder, and the server that runs on them. Both are gone when it is disposed, or when
/// this process ends in whatever way.
/// </summary>
internal sealed class PostgresCluster : IDisposable
{
    /// <summary>
    /// The life of the cluster, from its creation to its end. The end comes with the end of the script's input, which closes when this
    /// process is killed too. The script goes on in the background of a shell that exits at once: it is no child of this process, so
    /// that a runner that kills the process with all its children leaves it alone; nor does an interrupted terminal end it. What it prints
    /// is "ready", or says what failed.
    /// </summary>
    private const string Life = """
        exec 3<&0
        programs=$0 folder=$1 superuser=$2 options=$3
        shift 3
        (
          trap '' HUP INT TERM
          {
            "$@" "$programs/initdb" -D "$folder/data" -U "$superuser" --auth=trust -E UTF8 --locale=C.UTF-8 --no-sync &&
            "$@" "$programs/pg_ctl" start -D "$folder/data" -o "$options" -l "$folder/server.log" -w -t 60
          } >"$folder/start.log" 2>&1 && echo ready || cat "$folder"/*.log
          exec >/dev/null 2>&1
          cat <&3
          "$@" "$programs/pg_ctl" stop -D "$folder/data" -m immediate -t 60
          rm -rf "$folder"
        ) &
        """;

    /// <summary>Generous, because the machine may be busy.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(120);

    private readonly Process _life;
    private readonly string[] _asOwner;
    private readonly string _folder;
    private readonly string _options;

    private PostgresCluster(Process life, string[] asOwner, string folder, string options)
    {
        _life = life;
        _asOwner = asOwner;
        _folder = folder;
        _options = options;
    }

    /// <summary>The folder that has all programs of PostgreSQL, or null. Debian keeps them away from the path, a folder for each version.</summary>
    public static string? Programs { get; } = FindPrograms();

    /// <summary>Why a server of the tests' own can't be started here, or null.</summary>
    public static string? MissingReason =>
        Programs is null ? "No programs of PostgreSQL were found. Install them (for example: apt-get install postgresql)." : null;

    /// <summary>PostgreSQL refuses to run as root. The cluster then belongs to this user.</summary>
    private static string? Owner { get; } =
        !Environment.IsPrivilegedProcess || OperatingSystem.IsWindows() ? null
        : File.ReadLines("/etc/passwd").Any(line => line.StartsWith("postgres:", StringComparison.Ordinal)) ? "postgres"
        : "nobody";

    /// <summary>Creates a cluster and returns when its server accepts connections.</summary>
    /// <param name="superuser">Needs no password.</param>
    /// <param name="port">Of the loopback.</param>
    /// <param name="isDurable">Whether commits are synced to disk.</param>
    /// <exception cref="InvalidOperationException">It did not start, for the reason that the message tells.</exception>
    public static PostgresCluster Start(string superuser, int port, bool isDurable)
    {
        var folder = Directory.CreateTempSubdirectory("livechat-postgres-").FullName;
        var asOwner = MakeOwned(folder);
        var sync = isDurable ? "on" : "off";
        var options = string.Join(
            " -c ",
            "-h 127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"port={port}"),
            "unix_socket_directories=",
            "max_connections=300",
            $"fsync={sync}",
            $"full_page_writes={sync}"
        );
        var life = Process.Start(
            new ProcessStartInfo("sh", ["-c", Life, Programs!, folder, superuser, options, .. asOwner])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                // The owner may not be allowed to look into the folder of the tests.
                WorkingDirectory = "/",
            }
        )!;
        var cluster = new PostgresCluster(life, asOwner, folder, options);
        var told = life.StandardOutput.ReadToEndAsync();
        if (told.Wait(Deadline) && told.Result.Trim() == "ready")
            return cluster;
        cluster.Dispose();
        throw new InvalidOperationException($"PostgreSQL did not start. {(told.IsCompleted ? told.Result : "")}");
    }

    /// <summary>Gives a folder to the user under whom programs of PostgreSQL run.</summary>
    /// <returns>How a command is begun that this user is to run.</returns>
    public static string[] MakeOwned(string folder)
    {
        if (Owner is null)
            return [];
        using var chown = Process.Start("chown", ["-R", Owner, folder]);
        chown.WaitForExit();
        return ["runuser", "-u", Owner, "--"];
    }

    /// <summary>Ends the server without letting it finish anything.</summary>
    public void Crash() => Control("stop", "-m", "immediate");

    /// <summary>Starts it again, and returns when it accepts connections.</summary>
    public void StartAgain() => Control("start", "-o", _options, "-l", Path.Combine(_folder, "server.log"));

    public void Dispose()
    {
        _life.StandardInput.Close();
        _life.Dispose();
    }

    private void Control(string action, params string[] how)
    {
        string[] command = [.. _asOwner, Path.Combine(Programs!, "pg_ctl"), action, "-D", Path.Combine(_folder, "data"), "-w", .. how];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, WorkingDirectory = "/" };
        using var control = Process.Start(start)!;
        var told = control.StandardOutput.ReadToEnd();
        control.WaitForExit();
        if (control.ExitCode != 0)
            throw new InvalidOperationException($"PostgreSQL did not {action}. {told}");
    }

    private static string? FindPrograms()
    {
        var versions = new DirectoryInfo("/usr/lib/postgresql");
        string[] directories =
        [
            .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator),
            "/usr/local/bin",
            .. versions.Exists
                ? versions
                    .EnumerateDirectories()
                    .OrderByDescending(d => int.TryParse(d.Name, CultureInfo.InvariantCulture, out var version) ? version : 0)
                    .Select(d => Path.Combine(d.FullName, "bin"))
                : [],
        ];
        return directories.FirstOrDefault(d =>
            d.Length > 0 && new[] { "initdb", "pg_ctl", "postgres" }.All(program => File.Exists(Path.Combine(d, program)))
        );
    }
}
