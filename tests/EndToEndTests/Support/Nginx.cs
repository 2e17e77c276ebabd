namespace LiveChat.EndToEndTests.Support;

/// <summary>nginx in front of a server, with its default settings and what a test adds.</summary>
internal sealed class Nginx : IAsyncDisposable
{
    private readonly NginxProcess _process;

    private Nginx(NginxProcess process, string url) => (_process, Url) = (process, url);

    public string Url { get; }

    /// <param name="server">The server behind it.</param>
    /// <param name="location">Directives of the location, besides <c>proxy_pass</c> and the Host line.</param>
    /// <param name="top">Directives beside the server block.</param>
    /// <param name="port">Any free one if it is not given.</param>
    /// <param name="path">Below which path it leads to the server; it keeps the path.</param>
    public static async Task<Nginx> StartAsync(
        LiveServer server,
        string location = "",
        string top = "",
        int? port = null,
        string path = "/"
    )
    {
        var address = $"127.0.0.1:{port ?? Loopback.FreePort()}";
        var process = await NginxProcess.StartAsync(
            directory =>
                $$"""
                    pid {{directory}}/nginx.pid;
                    events {}
                    http {
                        access_log off;
                        {{NginxProcess.TemporaryPaths(directory)}}
                        {{top}}
                        server {
                            listen {{address}};
                            location {{path}} {
                                proxy_pass {{server.Url}};
                                proxy_set_header Host $http_host;
                                {{location}}
                            }
                        }
                    }
                    """,
            $"http://{address}{path}"
        );
        return new Nginx(process, $"http://{address}");
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
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
            Skip = Chromium.MissingReason ?? NginxProcess.MissingReason;
    }
}
