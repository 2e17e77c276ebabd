using System.Net.Http.Json;
using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Telemetry;

/// <summary>
/// A server in a process of its own, so that no other server's figures are among its own, with a follower that fails now and then.
/// </summary>
public sealed class ScrapedServer : IAsyncLifetime, IDisposable
{
    private readonly TempDirectory _directory = new();
    private HttpClient? _host;

    internal ServerProcess Server { get; private set; } = null!;

    internal HttpClient Http => Server.Http;

    public async Task InitializeAsync()
    {
        Server = await ServerProcess.StartExecutableAsync(
            ServerProcess.FaultyExecutable,
            _directory.Path,
            "--PlantedFault=StumblingFollower",
            $"--FollowedFile={Path.Combine(_directory.Path, "followed.txt")}",
            "--Limits:Enabled=true",
            "--Limits:Send=40/60",
            "--Limits:LoginFailuresPerAddress=1000/60",
            "--Limits:SignIns=100000/60",
            $"--Integration:ApiKeys:0={ChatServer.ApiKey}",
            $"--Backup:Directory={Path.Combine(_directory.Path, "backups")}",
            "--Logging:LogLevel:Default=None"
        );
        _host = new HttpClient { BaseAddress = Server.Address };
        _host.DefaultRequestHeaders.Add("X-Api-Key", ChatServer.ApiKey);
    }

    public Task DisposeAsync() => Server.DisposeAsync().AsTask();

    public void Dispose()
    {
        _host?.Dispose();
        _directory.Dispose();
    }

    /// <summary>Makes users as a host site does, a hundred at once.</summary>
    internal async Task CreateUsersAsync(IEnumerable<(string Id, string Role, string Name)> users)
    {
        foreach (var part in users.Chunk(100))
        {
            using var answer = await _host!.PostAsJsonAsync(
                "/api/users/ensure",
                new
                {
                    users = part.Select(u => new
                    {
                        id = u.Id,
                        role = u.Role,
                        username = u.Name,
                    }),
                }
            );
            answer.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Waits until what has happened can be seen, since a figure may be recorded right behind the answer.</summary>
    internal async Task<Scrape> ScrapeUntilAsync(Func<Scrape, bool> isThere)
    {
        Scrape scrape = null!;
        await Eventually.Async(async () => isThere(scrape = await Scrape.ReadAsync(Http)));
        return scrape;
    }
}
