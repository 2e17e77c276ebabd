using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace LiveChat.TestDatabases;

/// <summary>
/// A Redis server of the test's own on a free port of the loopback, which keeps nothing on disk. It ends with the process that started it,
/// however that one ends.
/// </summary>
internal sealed class RedisServer : IDisposable
{
    /// <summary>The server ends when the input of this script does, which closes when this process is killed too.</summary>
    private const string Life = """
        exec 3<&0
        program=$0
        (
          trap '' HUP INT TERM
          "$program" "$@" >/dev/null 2>&1 &
          server=$!
          exec >/dev/null 2>&1
          cat <&3
          kill -9 $server
        ) &
        """;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly int _port;
    private Process? _life;

    private RedisServer(int port) => _port = port;

    /// <summary>Why tests with Redis can't run here, or null.</summary>
    public static string? MissingReason { get; } =
        FindProgram() is null ? "No Redis was found. Install it (for example: apt-get install redis-server)." : null;

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    public static RedisServer Start()
    {
        var server = new RedisServer(Loopback.FreePort());
        server.Run();
        return server;
    }

    /// <summary>Starts it, empty, at the same port. It must have been stopped.</summary>
    public void Run()
    {
        var port = _port.ToString(CultureInfo.InvariantCulture);
        _life = Process.Start(
            new ProcessStartInfo(
                "sh",
                ["-c", Life, FindProgram()!, "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", "/tmp"]
            )
            {
                RedirectStandardInput = true,
            }
        )!;
        Eventually(isUp: true);
    }

    /// <summary>Kills it. Returns when nobody answers any more.</summary>
    public void Kill()
    {
        Dispose();
        Eventually(isUp: false);
    }

    /// <summary>Sends one command past all nodes.</summary>
    public string Command(params string[] words)
    {
        using var client = new TcpClient();
        client.Connect(IPAddress.Loopback, _port);
        using var stream = client.GetStream();
        using var writer = new StreamWriter(stream) { NewLine = "\r\n", AutoFlush = true };
        using var reader = new StreamReader(stream);
        writer.WriteLine(string.Join(' ', words));
        return reader.ReadLine() ?? "";
    }

    public void Dispose()
    {
        _life?.StandardInput.Close();
        _life?.Dispose();
        _life = null;
    }

    private void Eventually(bool isUp)
    {
        var waited = Stopwatch.StartNew();
        while (IsUp() != isUp)
        {
            if (waited.Elapsed > Deadline)
                throw new InvalidOperationException(isUp ? "Redis did not start." : "Redis did not end.");
            Thread.Sleep(20);
        }
    }

    private bool IsUp()
    {
        try
        {
            return Command("PING").StartsWith("+PONG", StringComparison.Ordinal);
        }
        catch (Exception exception) when (exception is SocketException or IOException)
        {
            return false;
        }
    }

    private static string? FindProgram() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Append("/usr/bin")
            .Where(d => d.Length > 0)
            .Select(d => Path.Combine(d, "redis-server"))
            .FirstOrDefault(File.Exists);
}
