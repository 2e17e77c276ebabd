using System.Collections.Concurrent;

namespace LiveChat.Infrastructure.Nodes.Redis;

/// <summary>
/// The other nodes, and the connections that each has in which group. A node numbers its announcements, so that a lost one is noticed.
/// Changes come from one thread; anybody may read meanwhile.
/// </summary>
internal sealed class NodeDirectory
{
    private readonly Dictionary<string, OtherNode> _nodes = new(StringComparer.Ordinal);

    /// <summary>The nodes with connections in each group. The arrays are replaced, never changed.</summary>
    private readonly ConcurrentDictionary<string, Share[]> _groups = new(StringComparer.Ordinal);

    /// <inheritdoc cref="INodes.Changed"/>
    public event Action<GroupChange>? Changed;

    public int Count
    {
        get
        {
            lock (_nodes)
                return _nodes.Count;
        }
    }

    public int CountOf(string group)
    {
        var count = 0;
        foreach (var share in _groups.GetValueOrDefault(group, []))
            count += share.Count;
        return count;
    }

    /// <summary>The nodes that have connections in at least one of the groups.</summary>
    public IReadOnlyCollection<string> NodesOf(IReadOnlyList<string> groups)
    {
        HashSet<string>? nodes = null;
        for (var i = 0; i < groups.Count; i++)
        {
            foreach (var share in _groups.GetValueOrDefault(groups[i], []))
                (nodes ??= new HashSet<string>(StringComparer.Ordinal)).Add(share.Node);
        }

        return (IReadOnlyCollection<string>?)nodes ?? [];
    }

    /// <summary>Takes an announcement of a node.</summary>
    /// <returns>False when one before it was missed, or its groups are not those that are known: then they have to be read anew.</returns>
    public bool Take(string node, long number, int groupCount, IReadOnlyList<KeyValuePair<string, int>> changes)
    {
        lock (_nodes)
        {
            if (!_nodes.TryGetValue(node, out var known))
                return false;
            if (number < known.Number)
                return true;
            if (number > known.Number + (changes.Count > 0 ? 1 : 0))
                return false;
            known.Number = number;
            foreach (var (group, count) in changes)
                Set(node, known, group, count, isLost: false);
            return known.Counts.Count == groupCount;
        }
    }

    /// <summary>Takes all that a node has, in place of what was known.</summary>
    public void Replace(string node, long number, IReadOnlyDictionary<string, int> counts)
    {
        lock (_nodes)
        {
            if (!_nodes.TryGetValue(node, out var known))
                _nodes[node] = known = new OtherNode();
            known.Number = number;
            foreach (var gone in known.Counts.Keys.Where(group => !counts.ContainsKey(group)).ToList())
                Set(node, known, gone, 0, isLost: false);
            foreach (var (group, count) in counts)
                Set(node, known, group, count, isLost: false);
        }
    }

    /// <summary>Forgets a node that is gone.</summary>
    public void Remove(string node)
    {
        lock (_nodes)
        {
            if (!_nodes.Remove(node, out var known))
                return;
            foreach (var group in known.Counts.Keys.ToList())
                Set(node, known, group, 0, isLost: true);
        }
    }

    private void Set(string node, OtherNode known, string group, int count, bool isLost)
    {
        var shares = _groups.GetValueOrDefault(group, []);
        var others = shares.Where(s => s.Node != node).ToArray();
        Share[] now = count > 0 ? [.. others, new Share(node, count)] : others;
        if (count > 0)
            known.Counts[group] = count;
        else
            known.Counts.Remove(group);
        if (now.Length > 0)
            _groups[group] = now;
        else
            _groups.TryRemove(group, out _);
        if (now.Length == 0 != (shares.Length == 0))
            Changed?.Invoke(new GroupChange(group, isLost));
    }

    private readonly record struct Share(string Node, int Count);

    private sealed class OtherNode
    {
        public long Number { get; set; }

        public Dictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);
    }
}
