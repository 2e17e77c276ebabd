namespace LiveChat.Infrastructure.Nodes.Redis;

/// <summary>Keeps the directory of the other nodes up to date by what they announce, and forgets those that fall silent.</summary>
internal sealed class OtherNodes(NodeDirectory directory, OwnGroups store, TimeProvider clock, ILogger logger) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>When each node was last heard of.</summary>
    private readonly Dictionary<string, long> _heard = new(StringComparer.Ordinal);

    public async Task TakeAsync(Announcement announcement)
    {
        await _turn.WaitAsync();
        try
        {
            var node = announcement.Node;
            if (announcement.IsLeaving)
            {
                Forget(node);
                return;
            }

            _heard[node] = clock.GetTimestamp();
            if (!directory.Take(node, announcement.Number, announcement.GroupCount, announcement.Changes))
                await ReadAnewAsync(node);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Reads from Redis what connections a node has.</summary>
    public async Task ReadAsync(string node)
    {
        await _turn.WaitAsync();
        try
        {
            _heard.TryAdd(node, clock.GetTimestamp());
            await ReadAnewAsync(node);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Gives every node as long again to be heard of, after a time in which none could be.</summary>
    public async Task RenewAsync()
    {
        await _turn.WaitAsync();
        try
        {
            foreach (var node in _heard.Keys.ToList())
                _heard[node] = clock.GetTimestamp();
        }
        finally
        {
            _turn.Release();
        }
    }

    public async Task ForgetSilentAsync(TimeSpan patience)
    {
        await _turn.WaitAsync();
        try
        {
            foreach (var (node, heardAt) in _heard.ToList())
            {
                if (clock.GetElapsedTime(heardAt) <= patience)
                    continue;
                RedisLog.NodeGone(logger, node);
                Forget(node);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose() => _turn.Dispose();

    private async Task ReadAnewAsync(string node)
    {
        var (number, counts) = await store.ReadOtherAsync(node);
        directory.Replace(node, number, counts);
    }

    private void Forget(string node)
    {
        _heard.Remove(node);
        directory.Remove(node);
    }
}
