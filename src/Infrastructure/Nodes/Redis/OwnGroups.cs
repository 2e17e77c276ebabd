using StackExchange.Redis;

namespace LiveChat.Infrastructure.Nodes.Redis;

/// <summary>
/// What this node tells the others of itself: in how many groups it has how many connections. It stands in Redis for who comes later, and
/// is announced for who is there.
/// </summary>
internal sealed class OwnGroups(RedisLink link, string node)
{
    /// <summary>The field of a node's hash that holds the number of its last announcement; no group has this name.</summary>
    private const string NumberField = "#";

    /// <summary>The most fields of one command.</summary>
    private const int PartSize = 5000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private Dictionary<string, int> _changes = new(StringComparer.Ordinal);
    private TaskCompletionSource _announced = NewAnnouncement();
    private TaskCompletionSource? _announcing;
    private long _number;

    /// <summary>In how many groups it had connections when it last announced something.</summary>
    private int _groupCount;

    /// <summary>What stands in Redis is perhaps not what it should be.</summary>
    public volatile bool MustRewrite = true;

    private IDatabase Redis => link.Database;

    private string Living => $"{link.Prefix}living";

    /// <returns>Done when the change has been announced, or could not be.</returns>
    public Task Set(string group, int count)
    {
        lock (_lock)
        {
            if (count > 0)
                _counts[group] = count;
            else
                _counts.Remove(group);
            _changes[group] = count;
            return _announced.Task;
        }
    }

    public async Task AnnounceChangesAsync(RedisChannel channel)
    {
        if (TakeChanges() is not { Changes.Count: > 0 } announcement)
            return;
        var transaction = Redis.CreateTransaction();
        var set = announcement.Changes.Where(c => c.Value > 0).Select(c => new HashEntry(c.Key, c.Value));
        var gone = announcement.Changes.Where(c => c.Value == 0).Select(c => (RedisValue)c.Key).ToArray();
        _ = transaction.HashSetAsync(GroupsOf(node), [.. set, new HashEntry(NumberField, announcement.Number)]);
        if (gone.Length > 0)
            _ = transaction.HashDeleteAsync(GroupsOf(node), gone);
        _ = transaction.PublishAsync(channel, announcement.Write());
        await transaction.ExecuteAsync();
    }

    /// <summary>Renews the lease; where Redis has lost what stood there, it is written anew.</summary>
    public async Task BeatAsync(RedisChannel channel, string keyCheck, TimeSpan lease)
    {
        var batch = Redis.CreateBatch();
        var renewed = batch.KeyExpireAsync(GroupsOf(node), lease);
        var lives = batch.StringSetAsync(LifeOf(node), keyCheck, lease);
        var listed = batch.SetAddAsync(Living, node);
        batch.Execute();
        await Task.WhenAll(renewed, lives, listed);
        if (MustRewrite || !await renewed)
            await RewriteAsync(lease);
        await AnnounceChangesAsync(channel);
        await link.Subscriber.PublishAsync(channel, Snapshot().Write());
    }

    public async Task LeaveAsync(RedisChannel channel)
    {
        await Redis.KeyDeleteAsync([GroupsOf(node), LifeOf(node)]);
        await Redis.SetRemoveAsync(Living, node);
        await link.Subscriber.PublishAsync(channel, (Snapshot() with { IsLeaving = true }).Write());
    }

    /// <summary>Lets go who waits for what was under way.</summary>
    public void Finish() => Interlocked.Exchange(ref _announcing, null)?.TrySetResult();

    public async Task<(long Number, Dictionary<string, int> Counts)> ReadOtherAsync(string other)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        long number = 0;
        foreach (var entry in await Redis.HashGetAllAsync(GroupsOf(other)))
        {
            if (entry.Name == NumberField)
                number = (long)entry.Value;
            else
                counts[entry.Name!] = (int)entry.Value;
        }

        return (number, counts);
    }

    /// <summary>The other nodes whose lease runs. Those whose lease has run out are removed from the list.</summary>
    public async Task<IReadOnlyList<string>> LivingNodesAsync()
    {
        var living = new List<string>();
        foreach (var other in await Redis.SetMembersAsync(Living))
        {
            if (other == node)
                continue;
            if (await Redis.KeyExistsAsync(LifeOf(other!)))
                living.Add(other!);
            else
                await Redis.SetRemoveAsync(Living, other);
        }

        return living;
    }

    public async Task<string?> KeyCheckOfAsync(string other) => await Redis.StringGetAsync(LifeOf(other));

    private string GroupsOf(string of) => $"{link.Prefix}groups:{of}";

    private string LifeOf(string of) => $"{link.Prefix}life:{of}";

    /// <summary>Who asks from now on waits for the next announcement.</summary>
    private void BeginAnnouncement()
    {
        Finish();
        _announcing = _announced;
        _announced = NewAnnouncement();
    }

    private Announcement? TakeChanges()
    {
        lock (_lock)
        {
            if (_changes.Count == 0)
                return null;
            var changes = _changes;
            _changes = new Dictionary<string, int>(StringComparer.Ordinal);
            BeginAnnouncement();
            _groupCount = _counts.Count;
            return new Announcement(node, ++_number, _groupCount, IsLeaving: false, [.. changes]);
        }
    }

    private Announcement Snapshot()
    {
        lock (_lock)
            return new Announcement(node, _number, _groupCount, IsLeaving: false, []);
    }

    private async Task RewriteAsync(TimeSpan lease)
    {
        MustRewrite = false;
        HashEntry[] all;
        lock (_lock)
        {
            // Those who missed an announcement see by the number that they have to read everything.
            _number++;
            _groupCount = _counts.Count;
            _changes.Clear();
            BeginAnnouncement();
            all = [new HashEntry(NumberField, _number), .. _counts.Select(c => new HashEntry(c.Key, c.Value))];
        }

        var transaction = Redis.CreateTransaction();
        _ = transaction.KeyDeleteAsync(GroupsOf(node));
        foreach (var part in all.Chunk(PartSize))
            _ = transaction.HashSetAsync(GroupsOf(node), part);
        _ = transaction.KeyExpireAsync(GroupsOf(node), lease);
        await transaction.ExecuteAsync();
    }

    private static TaskCompletionSource NewAnnouncement() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
