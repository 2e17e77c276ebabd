using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Nodes;

/// <summary>Several servers of one installation, on a PostgreSQL database, a Redis and a directory of files of their own.</summary>
internal sealed class NodeGroup : IAsyncDisposable
{
    private readonly PostgresDatabase _database;
    private readonly TempDirectory _files = new();
    private readonly string[] _settings;
    private readonly List<ChatServer> _nodes = [];

    private NodeGroup(PostgresDatabase database, string[] settings) => (_database, _settings) = (database, settings);

    public RedisServer Redis { get; } = RedisServer.Start();

    public ChatServer this[int node] => _nodes[node];

    public static async Task<NodeGroup> StartAsync(int count, params string[] settings)
    {
        var group = new NodeGroup(await PostgresServer.Shared.CreateDatabaseAsync(), settings);
        try
        {
            for (var i = 0; i < count; i++)
                await group.AddAsync();
            return group;
        }
        catch
        {
            await group.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts one more.</summary>
    /// <param name="others">Settings in which it differs from the others.</param>
    public async Task<ChatServer> AddAsync(params string[] others)
    {
        var node = await ChatServer.StartAsync([.. SettingsOf($"n{_nodes.Count}"), .. others]);
        _nodes.Add(node);
        return node;
    }

    /// <summary>What the servers have in common, and a name of its own.</summary>
    public string[] SettingsOf(string name) => [.. SettingsOf(name, _database, Redis, _files), .. _settings];

    /// <inheritdoc cref="SettingsOf(string)"/>
    public static string[] SettingsOf(string name, PostgresDatabase database, RedisServer redis, TempDirectory files) =>
        [
            "--Database:Provider=PostgreSql",
            $"--Database:ConnectionString={database.ConnectionString};Maximum Pool Size=20",
            $"--Redis:ConnectionString={redis.ConnectionString}",
            $"--Node:Name={name}",
            $"--Media:Directory={files.Path}",
            "--Jwt:SigningKey=a-signing-key-that-all-nodes-have-in-common",
            "--Messages:SealingKey=YS1zZWFsaW5nLWtleS10aGF0LWFsbC1ub2Rlcy1oYXZlLWluLWNvbW1vbg==",
        ];

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        Redis.Dispose();
        _database.Dispose();
        _files.Dispose();
    }
}

/// <summary>Two servers that the tests of a class share.</summary>
public sealed class TwoNodes : IAsyncLifetime
{
    private NodeGroup _group = null!;

    public ChatServer One => _group[0];

    public ChatServer Other => _group[1];

    internal RedisServer Redis => _group.Redis;

    public async Task InitializeAsync()
    {
        if (PostgresServer.MissingReason is null && RedisServer.MissingReason is null)
            _group = await NodeGroup.StartAsync(2);
    }

    public async Task DisposeAsync()
    {
        if (_group is not null)
            await _group.DisposeAsync();
    }
}
