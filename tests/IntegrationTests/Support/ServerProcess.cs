using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace LiveChat.IntegrationTests.Support;

/// <summary>What a command left behind.</summary>
public sealed record Outcome(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> ErrorLines => Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}

/// <summary>The built executable as a process of its own, that can be killed.</summary>
public sealed partial class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;

    private readonly StringBuilder _output;

    private ServerProcess(Process process, Uri address, StringBuilder output)
    {
        _process = process;
        _output = output;
        Address = address;
        Http = new HttpClient { BaseAddress = address };
    }

    /// <summary>That of the build, or of a published copy that <c>LIVECHAT_TEST_SERVER</c> names.</summary>
    public static string Executable { get; } =
        Environment.GetEnvironmentVariable("LIVECHAT_TEST_SERVER") ?? FindExecutable(Path.Combine("src", "WebApi"), "livechat");

    /// <summary>The server of tests/PlantedFaults, which takes a fault.</summary>
    public static string FaultyExecutable { get; } = FindExecutable(Path.Combine("tests", "PlantedFaults"), "LiveChat.PlantedFaults");

    public Uri Address { get; }

    /// <summary>What it has printed so far.</summary>
    public string Banner
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    public HttpClient Http { get; }

    /// <summary>The most memory that it has held so far, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process.Refresh();
            return _process.PeakWorkingSet64;
        }
    }

    /// <summary>Starts a demo server on a free port and returns when it is ready.</summary>
    public static Task<ServerProcess> StartAsync(string directory, params string[] settings) =>
        StartExecutableAsync(Executable, directory, settings);

    /// <inheritdoc cref="StartAsync"/>
    public static async Task<ServerProcess> StartExecutableAsync(string executable, string directory, params string[] settings)
    {
        var process = await StartProcessAsync(
            executable,
            [
                "--environment=Development",
                "--Urls=http://127.0.0.1:0",
                $"--DataDirectory={directory}",
                "--Limits:Enabled=false",
                .. settings,
            ],
            directory,
            null
        );
        var output = new StringBuilder();
        var address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.OutputDataReceived += (_, line) =>
        {
            lock (output)
                output.AppendLine(line.Data);
            if (line.Data is null)
                address.TrySetException(new InvalidOperationException($"The server ended: {output}"));
            else if (ReadyPattern().Match(line.Data) is { Success: true } match)
                address.TrySetResult(new Uri(match.Groups[1].Value));
        };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var ready = await address.Task.WaitAsync(TimeSpan.FromSeconds(120));
        return new ServerProcess(process, ready, output);
    }

    /// <summary>Begins a command, which the caller may kill.</summary>
    public static async Task<Process> BeginAsync(string directory, params string[] arguments)
    {
        var process = await StartProcessAsync(Executable, arguments, directory, "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Runs a command to its end.</summary>
    public static async Task<Outcome> RunAsync(
        string directory,
        string[] arguments,
        string? input = null,
        params (string Name, string Value)[] environment
    ) => await RunAsync(Executable, directory, arguments, input, environment);

    /// <summary>Runs a command of another copy of the server to its end.</summary>
    public static async Task<Outcome> RunAsync(
        string executable,
        string directory,
        string[] arguments,
        string? input,
        params (string Name, string Value)[] environment
    )
    {
        using var process = await StartProcessAsync(executable, arguments, directory, input ?? "", environment);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        try
        {
            await process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        return new Outcome(process.ExitCode, await output, await error);
    }

    /// <summary>Signs somebody in, and gives a client that carries their token.</summary>
    public async Task<HttpClient> SignInAsync(string path, object body)
    {
        using var response = await Http.PostAsJsonAsync(path, body);
        response.EnsureSuccessStatusCode();
        var session = await response.Content.ReadFromJsonAsync<JsonElement>();
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("Authorization", $"Bearer {session.Text("access_token")}");
        return client;
    }

    /// <summary>SIGKILL: no handler runs, nothing is flushed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> TerminateAsync()
    {
        var started = Stopwatch.GetTimestamp();
        await SignalAsync("TERM");
        return (await WaitForExitAsync(), Stopwatch.GetElapsedTime(started));
    }

    /// <param name="signal">TERM or INT.</param>
    public async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <returns>The exit code.</returns>
    public async Task<int> WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        Http.Dispose();
        _process.Dispose();
    }

    private static async Task<Process> StartProcessAsync(
        string executable,
        string[] arguments,
        string directory,
        string? input,
        params (string Name, string Value)[] environment
    )
    {
        var info = new ProcessStartInfo(executable, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // The machine's own settings are no part of a test.
        foreach (
            var name in info
                .Environment.Keys.Where(k =>
                    k.Contains("__", StringComparison.Ordinal) || k is "ASPNETCORE_ENVIRONMENT" or "DOTNET_ENVIRONMENT" or "ASPNETCORE_URLS"
                )
                .ToList()
        )
            info.Environment.Remove(name);
        // Hundreds of servers start in these tests. Mapping compiled code twice, which guards a server against its own faults, takes a fifth of
        // each start.
        info.Environment["DOTNET_EnableWriteXorExecute"] = "0";
        foreach (var (key, value) in (await TestDatabase.InAsync(directory)).Settings)
            info.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        foreach (var (name, value) in environment)
            info.Environment[name] = value;
        var process = Process.Start(info)!;
        if (input is not null)
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }

        return process;
    }

    private static string FindExecutable(string project, string name)
    {
        // tests/IntegrationTests/bin/<configuration>/net10.0/
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        var path = Path.Combine(
            Repository.Root,
            project,
            "bin",
            here.Parent!.Name,
            here.Name,
            OperatingSystem.IsWindows() ? $"{name}.exe" : name
        );
        return File.Exists(path) ? path : throw new FileNotFoundException($"Build {project} first: there is no {path}.");
    }

    [GeneratedRegex("ready at (http://[^, ]+)")]
    private static partial Regex ReadyPattern();
}
