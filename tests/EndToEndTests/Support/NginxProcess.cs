using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LiveChat.EndToEndTests.Support;

/// <summary>The nginx of this machine, run with one configuration, and a directory of its own for it.</summary>
internal sealed class NginxProcess : IAsyncDisposable
{
    private static readonly string? Executable = new[]
    {
        "/usr/sbin/nginx",
        "/usr/bin/nginx",
        "/usr/local/sbin/nginx",
        "/opt/homebrew/bin/nginx",
    }.FirstOrDefault(File.Exists);

    private readonly string _directory;
    private readonly Process _process;

    private NginxProcess(string directory, string configuration)
    {
        _directory = directory;
        var path = Path.Combine(directory, "nginx.conf");
        File.WriteAllText(path, configuration);
        _process = Process.Start(
            new ProcessStartInfo(
                Executable!,
                ["-p", directory, "-c", path, "-e", Path.Combine(directory, "error.log"), "-g", $"daemon off; {User}"]
            )
        )!;
    }

    /// <summary>Why tests with nginx can't run here, or null.</summary>
    public static string? MissingReason { get; } =
        Executable is null ? "No nginx was found. Install it (for example: apt-get install nginx)." : null;

    /// <summary>What the http block of any configuration needs, so that nothing is written outside of the directory.</summary>
    /// <param name="directory">The directory of the process.</param>
    public static string TemporaryPaths(string directory) =>
        $"""
            client_body_temp_path {directory}/body;
            proxy_temp_path {directory}/proxy;
            fastcgi_temp_path {directory}/fastcgi;
            uwsgi_temp_path {directory}/uwsgi;
            scgi_temp_path {directory}/scgi;
            """;

    /// <summary>Workers of root would run as somebody who may not write into the directory.</summary>
    private static string User => Environment.IsPrivilegedProcess ? "user root root;" : "";

    /// <summary>Starts it, and waits until the server behind it answers.</summary>
    /// <param name="configure">Makes the configuration, for a directory.</param>
    /// <param name="url">Where it listens then.</param>
    public static async Task<NginxProcess> StartAsync(Func<string, string> configure, string url)
    {
        Assert.Null(MissingReason);
        var directory = Directory.CreateTempSubdirectory("livechat-nginx-").FullName;
        var nginx = new NginxProcess(directory, configure(directory));
        using var http = new HttpClient(
            new HttpClientHandler
            {
                ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator,
            }
        );
        for (var deadline = DateTime.UtcNow.AddSeconds(20); ; )
        {
            try
            {
                (await http.GetAsync($"{url}/health/live")).EnsureSuccessStatusCode();
                return nginx;
            }
            catch (HttpRequestException) when (DateTime.UtcNow < deadline && !nginx._process.HasExited)
            {
                await Task.Delay(20);
            }
            catch (HttpRequestException)
            {
                await nginx.DisposeAsync();
                throw;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            // The workers go with their master when it is asked to stop, and would stay when it is killed.
            using var stop = Process.Start(new ProcessStartInfo("kill", ["-TERM", $"{_process.Id}"]));
            await stop!.WaitForExitAsync();
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}
