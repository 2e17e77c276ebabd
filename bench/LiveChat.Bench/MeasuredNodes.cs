using LiveChat.TestDatabases;

namespace LiveChat.Bench;

/// <summary>Several nodes of one installation, on a PostgreSQL server, a Redis and a directory of files of the run's own.</summary>
internal sealed class MeasuredNodes : IAsyncDisposable
{
    private readonly MeasuredDatabase _database;
    private readonly RedisServer _redis = RedisServer.Start();
    private readonly string _files = Directory.CreateTempSubdirectory("livechat-bench-files-").FullName;
    private readonly List<ServerProcess> _servers = [];

    private MeasuredNodes(MeasuredDatabase database) => _database = database;

    public IReadOnlyList<ServerProcess> Servers => _servers;

    /// <summary>One node has Redis as well, so that it differs from two by the other node alone.</summary>
    public static async Task<MeasuredNodes> StartAsync(ProductTarget target, int count, CancellationToken cancellationToken)
    {
        var nodes = new MeasuredNodes(await MeasuredDatabase.StartAsync(MeasuredDatabase.PostgreSql));
        try
        {
            for (var i = 1; i <= count; i++)
            {
                target.Settings =
                [
                    "--Limits:Enabled=false",
                    $"--Redis:ConnectionString={nodes._redis.ConnectionString}",
                    $"--Node:Name=n{i}",
                    $"--Media:Directory={nodes._files}",
                    "--Jwt:SigningKey=a-signing-key-that-all-nodes-have-in-common",
                    "--Messages:SealingKey=YS1zZWFsaW5nLWtleS10aGF0LWFsbC1ub2Rlcy1oYXZlLWluLWNvbW1vbg==",
                ];
                nodes._servers.Add(await target.StartAsync(cancellationToken));
            }

            return nodes;
        }
        catch
        {
            await nodes.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
            await server.DisposeAsync();
        _redis.Dispose();
        _database.Dispose();
        Directory.Delete(_files, recursive: true);
    }
}
