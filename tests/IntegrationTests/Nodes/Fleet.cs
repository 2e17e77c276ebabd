using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using LiveChat.IntegrationTests.Deploy;
using LiveChat.IntegrationTests.Support;
using LiveChat.IntegrationTests.UnderFire;

namespace LiveChat.IntegrationTests.Nodes;

/// <summary>
/// Three servers as processes of their own behind a real nginx with <c>deploy/nginx.conf</c>, on a real PostgreSQL and a real Redis. Each
/// keeps its address when it is started again.
/// </summary>
internal sealed class Fleet : IAsyncDisposable
{
    private static readonly string[] Names = ["livechat-1", "livechat-2", "livechat-3"];

    private readonly PostgresDatabase _database;
    private readonly TempDirectory _files = new();
    private readonly TempDirectory[] _directories = [.. Names.Select(_ => new TempDirectory())];
    private readonly Uri[] _addresses = [.. FreePorts(Names.Length).Select(port => new Uri($"http://127.0.0.1:{port}"))];
    private readonly ServerProcess?[] _nodes = new ServerProcess?[Names.Length];

    private Fleet(PostgresDatabase database) => _database = database;

    public RedisServer Redis { get; } = RedisServer.Start();

    public DeployedNginx Nginx { get; private set; } = null!;

    public static int Count => Names.Length;

    public ServerProcess this[int node] => _nodes[node] ?? throw new InvalidOperationException("It does not run.");

    public static async Task<Fleet> StartAsync()
    {
        var fleet = new Fleet(await PostgresServer.Shared.CreateDatabaseAsync());
        try
        {
            for (var i = 0; i < Count; i++)
                await fleet.StartAsync(i);
            fleet.Nginx = await DeployedNginx.StartAsync(fleet._addresses);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }
    }

    public async Task StartAsync(int node) =>
        _nodes[node] = await ServerProcess.StartAsync(
            _directories[node].Path,
            [
                .. NodeGroup.SettingsOf(Names[node], _database, Redis, _files),
                $"--Urls={_addresses[node].GetLeftPart(UriPartial.Authority)}",
                "--ForwardedHeaders:KnownNetworks:0=127.0.0.0/8",
                $"--Integration:ApiKeys:0={TabCrowd.ApiKey}",
            ]
        );

    /// <summary>By SIGKILL.</summary>
    public async Task KillAsync(int node)
    {
        await this[node].KillAsync();
        await RemoveAsync(node);
    }

    /// <summary>As a service manager does, which waits 15 s.</summary>
    public async Task StopAsync(int node)
    {
        var (exitCode, took) = await this[node].TerminateAsync();
        Assert.Equal(0, exitCode);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        await RemoveAsync(node);
    }

    /// <summary>Makes users, in a role, that no other test knows.</summary>
    /// <returns>Their ids and tokens.</returns>
    public async Task<IReadOnlyList<(string Id, string Token)>> CreateUsersAsync(string role, int count)
    {
        var ids = Enumerable.Range(0, count).Select(_ => ChatUser.NewId(role)).ToList();
        foreach (var part in ids.Chunk(100))
        {
            using var ensure = new HttpRequestMessage(HttpMethod.Post, "/api/users/ensure")
            {
                Content = JsonContent.Create(new { users = part.Select(id => new { id, role }) }),
            };
            ensure.Headers.Add("X-Api-Key", TabCrowd.ApiKey);
            (await this[0].Http.SendAsync(ensure)).EnsureSuccessStatusCode();
        }

        var users = new List<(string, string)>();
        foreach (var id in ids)
        {
            using var signedIn = await this[0].Http.PostAsJsonAsync("/api/auth/demo", new { user_id = id });
            users.Add((id, (await signedIn.Content.ReadFromJsonAsync<JsonElement>()).Text("access_token")));
        }

        return users;
    }

    public async Task<long> StartConversationAsync(string token, string target)
    {
        using var start = new HttpRequestMessage(HttpMethod.Post, "/api/conversations")
        {
            Content = JsonContent.Create(new { target_user_id = target }),
        };
        start.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return (await Answer.ReadAsync(await this[0].Http.SendAsync(start))).Body.Id();
    }

    public async ValueTask DisposeAsync()
    {
        if (Nginx is not null)
            await Nginx.DisposeAsync();
        foreach (var node in _nodes)
        {
            if (node is not null)
                await node.DisposeAsync();
        }

        Redis.Dispose();
        _database.Dispose();
        _files.Dispose();
        foreach (var directory in _directories)
            directory.Dispose();
    }

    private async Task RemoveAsync(int node)
    {
        await this[node].DisposeAsync();
        _nodes[node] = null;
    }

    private static List<int> FreePorts(int count)
    {
        var probes = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        probes.ForEach(p => p.Start());
        var ports = probes.ConvertAll(p => ((IPEndPoint)p.LocalEndpoint).Port);
        probes.ForEach(p => p.Dispose());
        return ports;
    }
}
