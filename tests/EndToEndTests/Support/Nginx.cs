using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LiveChat.EndToEndTests.Support;

/// <summary>The nginx of this machine in front of a server, with its default settings and what a test adds.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private static readonly string? Executable = new[]
    {
        "/usr/sbin/nginx",
        "/usr/bin/nginx",
        "/usr/local/sbin/nginx",
        "/opt/homebrew/bin/nginx",
    }.FirstOrDefault(File.Exists);

    private readonly string _directory = Directory.CreateTempSubdirectory("livechat-nginx-").FullName;
    private readonly Process _process;

    /// <param name="server">The server behind it.</param>
    /// <param name="location">Directives of the location, besides <c>proxy_pass</c> and the Host line.</param>
    /// <param name="top">Directives beside the server block.</param>
    private Nginx(string server, string location, string top)
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var address = $"127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}";
        probe.Stop();
        Url = $"http://{address}";
        var configuration = Path.Combine(_directory, "nginx.conf");
        File.WriteAllText(
            configuration,
            $$"""
            {{(Environment.IsPrivilegedProcess ? "user root root;" : "")}}
            daemon off;
            pid {{_directory}}/nginx.pid;
            events {}
            http {
                access_log off;
                client_body_temp_path {{_directory}}/body;
                proxy_temp_path {{_directory}}/proxy;
                fastcgi_temp_path {{_directory}}/fastcgi;
                uwsgi_temp_path {{_directory}}/uwsgi;
                scgi_temp_path {{_directory}}/scgi;
                {{top}}
                server {
                    listen {{address}};
                    location / {
                        proxy_pass {{server}};
                        proxy_set_header Host $http_host;
                        {{location}}
                    }
                }
            }
            """
        );
        _process = Process.Start(
            new ProcessStartInfo(Executable!, ["-p", _directory, "-c", configuration, "-e", Path.Combine(_directory, "error.log")])
        )!;
    }

    /// <summary>Why tests with nginx can't run here, or null.</summary>
    public static string? MissingReason { get; } =
        Executable is null ? "No nginx was found. Install it (for example: apt-get install nginx)." : null;

    public string Url { get; }

    public static async Task<Nginx> StartAsync(LiveServer server, string location = "", string top = "")
    {
        Assert.Null(MissingReason);
        var nginx = new Nginx(server.Url, location, top);
        using var http = new HttpClient();
        for (var deadline = DateTime.UtcNow.AddSeconds(20); ; )
        {
            try
            {
                (await http.GetAsync($"{nginx.Url}/health/live")).EnsureSuccessStatusCode();
                return nginx;
            }
            catch (HttpRequestException) when (DateTime.UtcNow < deadline && !nginx._process.HasExited)
            {
                await Task.Delay(20);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        // The workers go with their master when it is asked to stop, and would stay when it is killed.
        using (var stop = Process.Start(new ProcessStartInfo("kill", ["-TERM", $"{_process.Id}"])))
            await stop!.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }
}

/// <summary>
/// A test in a real browser behind a real nginx. Without one it is skipped, or fails with the reason under
/// <c>LIVECHAT_TEST_REQUIRE=all</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NginxFactAttribute : FactAttribute
{
    public NginxFactAttribute()
    {
        if (!Chromium.IsRequired)
            Skip = Chromium.MissingReason ?? Nginx.MissingReason;
    }
}
