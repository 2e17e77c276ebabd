namespace LiveChat.Infrastructure.Nodes;

/// <summary>
/// What the nodes of one installation know of each other: how many connections each has in which group. Everything is answered from memory,
/// so that a message asks nobody. One process alone is <see cref="SingleNode"/>.
/// </summary>
public interface INodes
{
    /// <summary>The connections that other nodes have in a group (<see cref="Notifications.ConnectionGroups"/>).</summary>
    int CountElsewhere(string group);

    /// <summary>Whether there are other nodes that can be reached.</summary>
    bool HasCompany { get; }

    /// <summary>How many other nodes there are, as far as this one knows.</summary>
    int CountOthers { get; }

    /// <summary>Whether pushes reach the other nodes, as far as this one knows.</summary>
    bool IsWhole { get; }

    /// <summary>Raised when other nodes have the first connection in a group, or none any more.</summary>
    event Action<GroupChange>? Changed;

    /// <summary>Tells the others how many connections this node has in a group.</summary>
    /// <returns>Done when they can know, or at once when they can't be reached; it never fails.</returns>
    Task AnnounceAsync(string group, int count);
}

/// <param name="IsLost">Its last connections went with a node that is gone, so no node saw them close.</param>
public readonly record struct GroupChange(string Group, bool IsLost);

/// <summary>There is this process and no other.</summary>
internal sealed class SingleNode : INodes
{
    public bool HasCompany => false;

    public int CountOthers => 0;

    public bool IsWhole => true;

    public event Action<GroupChange>? Changed
    {
        add { }
        remove { }
    }

    public int CountElsewhere(string group) => 0;

    public Task AnnounceAsync(string group, int count) => Task.CompletedTask;
}
