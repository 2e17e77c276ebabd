using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.UnderFire;

/// <summary>The built executable as a process of its own, with the system's own tracer (<c>strace</c>) beside it.</summary>
internal sealed class TracedServer : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly TempDirectory _directory;
    private readonly Process _process;
    private Process? _tracer;

    private TracedServer(TempDirectory directory, TestDatabase database)
    {
        _directory = directory;
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            Http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}") };
        }

        var info = new ProcessStartInfo(
            ServerProcess.Executable,
            [
                "--environment=Development",
                $"--Urls={Http.BaseAddress!.GetLeftPart(UriPartial.Authority)}",
                $"--DataDirectory={_directory.Path}",
                "--Limits:Enabled=false",
                .. database.Arguments,
            ]
        )
        {
            WorkingDirectory = _directory.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        _process = Process.Start(info)!;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public HttpClient Http { get; }

    /// <summary>Whether this machine has a tracer and lets it attach; some containers forbid it.</summary>
    public static bool IsPossible { get; } = CanTrace();

    public static async Task<TracedServer> StartAsync()
    {
        var directory = new TempDirectory();
        var server = new TracedServer(directory, await TestDatabase.InAsync(directory.Path));
        var started = Stopwatch.GetTimestamp();
        while (!await server.IsReadyAsync())
        {
            if (server._process.HasExited || Stopwatch.GetElapsedTime(started) > StartLimit)
            {
                await server.DisposeAsync();
                Assert.Fail("The server did not start.");
            }

            await Task.Delay(50);
        }

        return server;
    }

    /// <summary>Signs a demo user in for all calls from here on, and opens a conversation.</summary>
    public async Task<long> OpenConversationAsync()
    {
        using var session = await Http.PostAsJsonAsync("/api/auth/demo", new { user_id = "b1" });
        Http.DefaultRequestHeaders.Authorization = new(
            "Bearer",
            (await session.Content.ReadFromJsonAsync<JsonElement>()).Text("access_token")
        );
        using var conversation = await Http.PostAsJsonAsync("/api/conversations", new { target_user_id = "m1" });
        return (await conversation.Content.ReadFromJsonAsync<JsonElement>()).Id();
    }

    /// <returns>The status of the answer.</returns>
    public async Task<HttpStatusCode> SendAsync(long conversation, string content)
    {
        using var answer = await Http.PostAsJsonAsync($"/api/conversations/{conversation}/messages", ChatUser.Draft(content));
        return answer.StatusCode;
    }

    /// <summary>Attaches the tracer; returns when it follows every thread.</summary>
    public async Task TraceAsync(params string[] arguments)
    {
        var attached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _tracer = Process.Start(
            new ProcessStartInfo("strace", ["-f", "-p", _process.Id.ToString(CultureInfo.InvariantCulture), .. arguments])
            {
                RedirectStandardError = true,
            }
        )!;
        _tracer.ErrorDataReceived += (_, line) =>
        {
            if (line.Data?.Contains("attached", StringComparison.Ordinal) == true)
                attached.TrySetResult();
        };
        _tracer.BeginErrorReadLine();
        await attached.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    /// <summary>Lets the tracer go; the server runs on.</summary>
    public async Task StopTracingAsync()
    {
        if (_tracer is null)
            return;
        await SignalAsync(_tracer, "INT");
        await _tracer.WaitForExitAsync();
        _tracer.Dispose();
        _tracer = null;
    }

    /// <summary>SIGTERM, as a service manager sends it.</summary>
    /// <returns>How long it took to end.</returns>
    public async Task<TimeSpan> TerminateAsync()
    {
        var started = Stopwatch.GetTimestamp();
        await SignalAsync(_process, "TERM");
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await _process.WaitForExitAsync(limit.Token);
        return Stopwatch.GetElapsedTime(started);
    }

    public async ValueTask DisposeAsync()
    {
        await StopTracingAsync();
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Http.Dispose();
        _directory.Dispose();
    }

    private async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync("/health/ready");
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static async Task SignalAsync(Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private static bool CanTrace()
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            using var strace = Process.Start(new ProcessStartInfo("strace", ["-o", "/dev/null", "true"]) { RedirectStandardError = true })!;
            strace.WaitForExit();
            return strace.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
