using System.Diagnostics;
using System.Globalization;
using LiveChat.TestDatabases;

namespace LiveChat.Bench;

/// <summary>A server of its own process on a free loopback port, with a data directory that goes with it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(20);

    private readonly Process _process;
    private readonly string? _ownDirectory;

    private ServerProcess(Process process, int port, string dataDirectory, string? ownDirectory)
    {
        _process = process;
        _ownDirectory = ownDirectory;
        Port = port;
        DataDirectory = dataDirectory;
        Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
    }

    public int Port { get; }

    public string DataDirectory { get; }

    public HttpClient Http { get; }

    /// <summary>From the start of the process to the first answer that it is ready.</summary>
    public TimeSpan TimeToReady { get; private set; }

    /// <summary>Processor time used so far, of all cores together.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>The most memory that it has held so far, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <param name="dataDirectory">One that is kept; null: one that is deleted with the server.</param>
    public static async Task<ServerProcess> StartAsync(
        string executable,
        IEnumerable<string> arguments,
        string? dataDirectory,
        CancellationToken cancellationToken
    )
    {
        var ownDirectory = dataDirectory is null ? Directory.CreateTempSubdirectory("livechat-bench-").FullName : null;
        var directory = dataDirectory ?? ownDirectory!;
        var port = Loopback.FreePort();
        var start = new ProcessStartInfo(executable, [$"--Urls=http://127.0.0.1:{port}", $"--DataDirectory={directory}", .. arguments])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        var stopwatch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var server = new ServerProcess(process, port, directory, ownDirectory);
        try
        {
            await server.WaitUntilReadyAsync(stopwatch, cancellationToken);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (!_process.HasExited)
        {
            using (Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
            using (var limit = new CancellationTokenSource(StopLimit))
            {
                try
                {
                    await _process.WaitForExitAsync(limit.Token);
                }
                catch (OperationCanceledException)
                {
                    _process.Kill();
                }
            }
        }

        _process.Dispose();
        if (_ownDirectory is not null)
            Directory.Delete(_ownDirectory, recursive: true);
    }

    private async Task WaitUntilReadyAsync(Stopwatch stopwatch, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var answer = await Http.GetAsync("/health/ready", cancellationToken);
                if (answer.IsSuccessStatusCode)
                    break;
            }
            catch (HttpRequestException) when (!_process.HasExited && stopwatch.Elapsed < StartLimit)
            {
                await Task.Delay(5, cancellationToken);
            }
        }

        TimeToReady = stopwatch.Elapsed;
    }
}
