using System.Collections.Concurrent;
using LiveChat.Infrastructure.Nodes;
using LiveChat.Infrastructure.Telemetry;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace LiveChat.Infrastructure.Notifications;

/// <summary>
/// Sends to connections without waiting for any of them (ADR-006). With SignalR's own manager a send to a group waits for its slowest
/// member, so that one phone in a tunnel would hold up everybody's messages.
/// </summary>
internal sealed class OutboxLifetimeManager<THub> : HubLifetimeManager<THub>, IOwnConnections, IDisposable
    where THub : Hub
{
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    /// <summary>How long a connection that opens waits until the other nodes know of it.</summary>
    private static readonly TimeSpan AnnounceTime = TimeSpan.FromMilliseconds(500);

    private readonly INodes _nodes;
    private readonly ChatMetrics _metrics;
    private readonly TimeProvider _clock;
    private readonly ILogger<OutboxLifetimeManager<THub>> _logger;
    private readonly ITimer _sweep;
    private readonly ConcurrentDictionary<string, ConnectionOutbox> _outboxes = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<ConnectionOutbox, bool> _waiting = new();
    private readonly Lock _groupsLock = new();

    /// <summary>
    /// Arrays that are replaced, never changed: most groups have one or two members, and are read far more often than changed.
    /// </summary>
    private readonly ConcurrentDictionary<string, ConnectionOutbox[]> _groups = new(StringComparer.Ordinal);

    public OutboxLifetimeManager(INodes nodes, ChatMetrics metrics, TimeProvider clock, ILogger<OutboxLifetimeManager<THub>> logger)
    {
        _nodes = nodes;
        _metrics = metrics;
        _clock = clock;
        _logger = logger;
        _sweep = clock.CreateTimer(_ => Sweep(), null, SweepInterval, SweepInterval);
    }

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        _outboxes[connection.ConnectionId] = new ConnectionOutbox(connection, _clock);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(HubConnectionContext connection)
    {
        if (!_outboxes.TryRemove(connection.ConnectionId, out var outbox))
            return Task.CompletedTask;
        _waiting.TryRemove(outbox, out _);
        lock (_groupsLock)
        {
            foreach (var group in outbox.Groups)
                Leave(group, outbox);
            outbox.Groups.Clear();
        }

        return Task.CompletedTask;
    }

    public override Task AddToGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        Task announcing;
        lock (_groupsLock)
        {
            // The connection is looked up inside the lock, because one that has closed would never be removed from the group.
            if (!_outboxes.TryGetValue(connectionId, out var outbox) || outbox.Groups.Contains(groupName))
                return Task.CompletedTask;
            outbox.Groups.Add(groupName);
            ConnectionOutbox[] members = [.. _groups.GetValueOrDefault(groupName, []), outbox];
            _groups[groupName] = members;
            announcing = _nodes.AnnounceAsync(groupName, members.Length);
        }

        // What is pushed elsewhere from now on is not lost to this connection, if the others hear of it in time.
        return announcing.IsCompleted ? Task.CompletedTask : Task.WhenAny(announcing, Task.Delay(AnnounceTime, cancellationToken));
    }

    public override Task RemoveFromGroupAsync(string connectionId, string groupName, CancellationToken cancellationToken = default)
    {
        lock (_groupsLock)
        {
            if (_outboxes.TryGetValue(connectionId, out var outbox) && outbox.Groups.Remove(groupName))
                Leave(groupName, outbox);
        }

        return Task.CompletedTask;
    }

    public override Task SendAllAsync(string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        Send(_outboxes.Values, methodName, args);

    public override Task SendAllExceptAsync(
        string methodName,
        object?[] args,
        IReadOnlyList<string> excludedConnectionIds,
        CancellationToken cancellationToken = default
    ) => Send(_outboxes.Values.Where(o => !excludedConnectionIds.Contains(o.Connection.ConnectionId)), methodName, args);

    public override Task SendConnectionAsync(
        string connectionId,
        string methodName,
        object?[] args,
        CancellationToken cancellationToken = default
    ) => SendConnectionsAsync([connectionId], methodName, args, cancellationToken);

    public override Task SendConnectionsAsync(
        IReadOnlyList<string> connectionIds,
        string methodName,
        object?[] args,
        CancellationToken cancellationToken = default
    ) => Send(connectionIds.Select(id => _outboxes.GetValueOrDefault(id)).OfType<ConnectionOutbox>(), methodName, args);

    public override Task SendGroupAsync(
        string groupName,
        string methodName,
        object?[] args,
        CancellationToken cancellationToken = default
    ) => Send(_groups.GetValueOrDefault(groupName, []), methodName, args);

    public override Task SendGroupExceptAsync(
        string groupName,
        string methodName,
        object?[] args,
        IReadOnlyList<string> excludedConnectionIds,
        CancellationToken cancellationToken = default
    ) =>
        Send(
            _groups.GetValueOrDefault(groupName, []).Where(o => !excludedConnectionIds.Contains(o.Connection.ConnectionId)),
            methodName,
            args
        );

    public override Task SendGroupsAsync(
        IReadOnlyList<string> groupNames,
        string methodName,
        object?[] args,
        CancellationToken cancellationToken = default
    )
    {
        Send(groupNames, Serialize(methodName, args));
        return Task.CompletedTask;
    }

    public override Task SendUserAsync(string userId, string methodName, object?[] args, CancellationToken cancellationToken = default) =>
        SendUsersAsync([userId], methodName, args, cancellationToken);

    public override Task SendUsersAsync(
        IReadOnlyList<string> userIds,
        string methodName,
        object?[] args,
        CancellationToken cancellationToken = default
    ) => Send(_outboxes.Values.Where(o => o.Connection.UserIdentifier is { } id && userIds.Contains(id)), methodName, args);

    public void Send(IReadOnlyList<string> groups, SerializedHubMessage message)
    {
        for (var i = 0; i < groups.Count; i++)
        {
            foreach (var outbox in _groups.GetValueOrDefault(groups[i], []))
                Send(outbox, message);
        }
    }

    public void SendTo(IEnumerable<string> connectionIds, SerializedHubMessage message)
    {
        foreach (var id in connectionIds)
        {
            if (_outboxes.TryGetValue(id, out var outbox))
                Send(outbox, message);
        }
    }

    public void Dispose() => _sweep.Dispose();

    private Task Send(IEnumerable<ConnectionOutbox> outboxes, string methodName, object?[] args)
    {
        SerializedHubMessage? message = null;
        foreach (var outbox in outboxes)
            Send(outbox, message ??= Serialize(methodName, args));
        return Task.CompletedTask;
    }

    private void Send(ConnectionOutbox outbox, SerializedHubMessage message)
    {
        if (outbox.Send(message))
            return;
        if (outbox.IsStuck)
            Cut(outbox);
        else
            _waiting[outbox] = true;
    }

    /// <summary>One message for all its receivers: it is written as JSON once.</summary>
    private static SerializedHubMessage Serialize(string methodName, object?[] args) => new(new InvocationMessage(methodName, args));

    private void Leave(string group, ConnectionOutbox outbox)
    {
        ConnectionOutbox[] rest = [.. _groups[group].Where(o => o != outbox)];
        if (rest.Length == 0)
            _groups.TryRemove(group, out _);
        else
            _groups[group] = rest;
        _ = _nodes.AnnounceAsync(group, rest.Length);
    }

    private void Sweep()
    {
        foreach (var outbox in _waiting.Keys)
        {
            if (outbox.IsStuck)
                Cut(outbox);
            else if (!outbox.IsWaiting)
                _waiting.TryRemove(outbox, out _);
        }
    }

    private void Cut(ConnectionOutbox outbox)
    {
        _waiting.TryRemove(outbox, out _);
        if (!outbox.Cut())
            return;
        _metrics.ConnectionCut();
        OutboxLog.Cut(_logger, outbox.Connection.ConnectionId);
    }
}

internal static partial class OutboxLog
{
    [LoggerMessage(60, LogLevel.Warning, "Connection {ConnectionId} does not read what is sent to it and was closed")]
    public static partial void Cut(ILogger logger, string connectionId);
}
