using LiveChat.Infrastructure.Nodes;
using LiveChat.Infrastructure.Notifications;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Work;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Infrastructure.Presence;

/// <summary>
/// Knows who is online, on this node or another. When a user's first connection opens or the last one closes, it tells those connections of
/// this node that watch the user or share a conversation with them; other nodes tell theirs. Changes are collected and sent together, so
/// that a thousand arrivals cost one query.
/// </summary>
public sealed class PresenceTracker : PeriodicService, IPresence
{
    /// <summary>
    /// How long a user without connections still counts as online, because a page that reloads is gone only for a moment.
    /// </summary>
    private static readonly TimeSpan OfflineGrace = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Users of one transaction, which messages wait for.</summary>
    private const int BatchSize = 200;

    private readonly IChatNotifier _notifier;
    private readonly INodes _nodes;
    private readonly IServiceScopeFactory _scopes;
    private readonly ILogger<PresenceTracker> _logger;
    private readonly Lock _lock = new();
    private readonly Dictionary<UserId, UserPresence> _users = [];
    private readonly HashSet<UserId> _changed = [];

    /// <summary>
    /// Changes that are still to be sent, used by the loop alone. A change that could not be sent stays for the next round.
    /// </summary>
    private readonly Dictionary<UserId, PresenceChange> _untold = [];

    private readonly Dictionary<string, IReadOnlyCollection<UserId>> _watchedBy = [];
    private readonly Dictionary<UserId, HashSet<string>> _watchers = [];

    public PresenceTracker(
        IChatNotifier notifier,
        INodes nodes,
        IServiceScopeFactory scopes,
        TimeProvider clock,
        ILogger<PresenceTracker> logger
    )
        : base(Interval, clock)
    {
        (_notifier, _nodes, _scopes, _logger) = (notifier, nodes, scopes, logger);
        nodes.Changed += ChangedElsewhere;
    }

    public bool IsOnline(UserId userId)
    {
        lock (_lock)
            return _users.ContainsKey(userId);
    }

    /// <summary>The users who have a connection to this node or another.</summary>
    public IReadOnlyCollection<UserId> OnlineUsers
    {
        get
        {
            lock (_lock)
                return [.. _users.Keys];
        }
    }

    public override void Dispose()
    {
        _nodes.Changed -= ChangedElsewhere;
        base.Dispose();
    }

    public void Connected(UserId userId)
    {
        lock (_lock)
        {
            var presence = Get(userId);
            presence.Connections++;
            presence.IsOwn = true;
            _changed.Add(userId);
        }
    }

    public void Disconnected(UserId userId, string connectionId)
    {
        lock (_lock)
        {
            StopWatching(connectionId);
            if (!_users.TryGetValue(userId, out var presence) || --presence.Connections > 0)
                return;
            Gone(userId, presence);
        }
    }

    public void Watch(string connectionId, IReadOnlyCollection<UserId> userIds)
    {
        lock (_lock)
        {
            StopWatching(connectionId);
            if (userIds.Count == 0)
                return;
            _watchedBy[connectionId] = userIds;
            foreach (var userId in userIds)
            {
                if (!_watchers.TryGetValue(userId, out var connections))
                    _watchers[userId] = connections = [];
                connections.Add(connectionId);
            }
        }
    }

    protected override void LogFailure(Exception exception) => PresenceLog.TellingFailed(_logger, exception);

    protected override async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        TakeChanges();
        if (_untold.Count == 0)
            return;

        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<LiveChatDbContext>();
        await StoreLastSeenAsync(scope.ServiceProvider, cancellationToken);
        var userIds = _untold.Keys.ToList();
        var lastSeen = await db
            .Users.AsNoTracking()
            .Where(u => userIds.Contains(u.Id))
            .ToDictionaryAsync(u => u.Id, u => u.LastSeenAt, cancellationToken);
        var partners = await scope.ServiceProvider.GetRequiredService<IConversationReader>().FindPartnersAsync(userIds, cancellationToken);
        foreach (var (userId, change) in _untold)
        {
            List<UserId> receivers;
            List<string> watching;
            lock (_lock)
            {
                // Each node tells its own connections.
                receivers = [.. partners[userId].Where(p => _users.TryGetValue(p, out var partner) && partner.Connections > 0)];
                watching = _watchers.TryGetValue(userId, out var connections) ? [.. connections] : [];
            }

            // The node that saw the user go may not have stored the time yet.
            var seenAt = lastSeen.GetValueOrDefault(userId);
            if (!change.IsOnline && change.GoneAt is { } goneAt && !(seenAt > goneAt))
                seenAt = goneAt;
            await _notifier.PresenceChangedAsync(receivers, watching, new PresenceDto(userId.Value, change.IsOnline, seenAt));
        }

        _untold.Clear();
    }

    /// <summary>Moves changes to <see cref="_untold"/>. A newer change of a user replaces one that could not be sent.</summary>
    private void TakeChanges()
    {
        lock (_lock)
        {
            foreach (var userId in _changed.ToList())
            {
                var presence = _users[userId];
                var isOnline = presence.Connections > 0 || IsElsewhere(userId);
                if (!isOnline && Clock.GetElapsedTime(presence.GoneSince) < OfflineGrace)
                    continue;
                _changed.Remove(userId);
                if (!isOnline)
                    _users.Remove(userId);
                if (isOnline != presence.IsToldOnline)
                    _untold[userId] = new PresenceChange(isOnline, presence.GoneAt, presence.IsOwn);
                presence.IsOwn = presence.Connections > 0;
                presence.IsToldOnline = isOnline;
            }
        }
    }

    private async Task StoreLastSeenAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var users = services.GetRequiredService<IUserRepository>();
        foreach (var gone in _untold.Where(u => u.Value is { IsOnline: false, IsOwn: true, GoneAt: not null }).Chunk(BatchSize))
        {
            await services
                .GetRequiredService<IUnitOfWork>()
                .ExecuteAsync(
                    async ct =>
                    {
                        foreach (var user in await users.FindAsync([.. gone.Select(g => g.Key)], ct))
                            user.Seen(_untold[user.Id].GoneAt!.Value);
                        return Result.Success();
                    },
                    cancellationToken
                );
        }
    }

    private void ChangedElsewhere(GroupChange change)
    {
        if (ConnectionGroups.UserOf(change.Group) is not { } userId)
            return;
        lock (_lock)
        {
            if (IsElsewhere(userId))
            {
                Get(userId);
                _changed.Add(userId);
            }
            else if (_users.TryGetValue(userId, out var presence) && presence.Connections == 0)
            {
                // The node that had the connections stores when the user was last seen, unless it is gone itself.
                presence.IsOwn |= change.IsLost;
                Gone(userId, presence);
            }
        }
    }

    private bool IsElsewhere(UserId userId) => _nodes.CountElsewhere(ConnectionGroups.Of(userId)) > 0;

    private UserPresence Get(UserId userId)
    {
        if (!_users.TryGetValue(userId, out var presence))
            _users[userId] = presence = new UserPresence();
        return presence;
    }

    private void Gone(UserId userId, UserPresence presence)
    {
        presence.GoneAt = Clock.GetUtcNow();
        presence.GoneSince = Clock.GetTimestamp();
        _changed.Add(userId);
    }

    private void StopWatching(string connectionId)
    {
        if (!_watchedBy.Remove(connectionId, out var userIds))
            return;
        foreach (var userId in userIds)
        {
            if (_watchers.TryGetValue(userId, out var connections) && connections.Remove(connectionId) && connections.Count == 0)
                _watchers.Remove(userId);
        }
    }

    private sealed class UserPresence
    {
        /// <summary>Those to this node.</summary>
        public int Connections { get; set; }

        /// <summary>The user was connected to this node when others were told last, or since.</summary>
        public bool IsOwn { get; set; }

        /// <summary>When the last connection closed.</summary>
        public DateTimeOffset? GoneAt { get; set; }

        /// <summary>The same moment as a timestamp, which does not jump when the system's clock is set.</summary>
        public long GoneSince { get; set; }

        /// <summary>The state that was last sent to others.</summary>
        public bool IsToldOnline { get; set; }
    }

    /// <param name="IsOwn">It is for this node to store when the user was last seen.</param>
    private sealed record PresenceChange(bool IsOnline, DateTimeOffset? GoneAt, bool IsOwn);
}

internal static partial class PresenceLog
{
    [LoggerMessage(20, LogLevel.Error, "Telling who is online failed; it is tried again at once")]
    public static partial void TellingFailed(ILogger logger, Exception exception);

    [LoggerMessage(21, LogLevel.Warning, "Telling who is typing failed")]
    public static partial void TypingLost(ILogger logger, Exception exception);
}
