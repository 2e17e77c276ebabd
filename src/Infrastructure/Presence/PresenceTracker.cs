using System.Collections.Concurrent;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Work;
using Microsoft.Extensions.DependencyInjection;

namespace LiveChat.Infrastructure.Presence;

/// <summary>
/// Counts each user's connections. When the first one opens or the last one closes, it tells those who watch the user or share a
/// conversation with them. Changes are collected and sent together, so that a thousand arrivals cost one query.
/// </summary>
public sealed class PresenceTracker(
    IChatNotifier notifier,
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<PresenceTracker> logger
) : PeriodicService(Interval, clock), IPresence
{
    /// <summary>
    /// How long a user without connections still counts as online, because a page that reloads is gone only for a moment.
    /// </summary>
    private static readonly TimeSpan OfflineGrace = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    /// <summary>Users of one transaction, which messages wait for.</summary>
    private const int BatchSize = 200;

    private readonly Lock _lock = new();
    private readonly Dictionary<UserId, UserPresence> _users = [];
    private readonly HashSet<UserId> _changed = [];

    /// <summary>
    /// Changes that are still to be sent, used by the loop alone. A change that could not be sent stays for the next round.
    /// </summary>
    private readonly Dictionary<UserId, PresenceChange> _untold = [];

    private readonly Dictionary<string, IReadOnlyCollection<UserId>> _watchedBy = [];
    private readonly Dictionary<UserId, HashSet<string>> _watchers = [];

    public bool IsOnline(UserId userId)
    {
        lock (_lock)
            return _users.ContainsKey(userId);
    }

    /// <summary>The users who have a connection to this process.</summary>
    public IReadOnlyCollection<UserId> OnlineUsers
    {
        get
        {
            lock (_lock)
                return [.. _users.Keys];
        }
    }

    public void Connected(UserId userId)
    {
        lock (_lock)
        {
            if (!_users.TryGetValue(userId, out var presence))
                _users[userId] = presence = new UserPresence();
            presence.Connections++;
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
            presence.GoneAt = Clock.GetUtcNow();
            presence.GoneSince = Clock.GetTimestamp();
            _changed.Add(userId);
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

    protected override void LogFailure(Exception exception) => PresenceLog.TellingFailed(logger, exception);

    protected override async Task RunRoundAsync(CancellationToken cancellationToken)
    {
        TakeChanges();
        if (_untold.Count == 0)
            return;

        await using var scope = scopes.CreateAsyncScope();
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
                // Users who are offline have no connection to send to.
                receivers = [.. partners[userId].Where(_users.ContainsKey)];
                watching = _watchers.TryGetValue(userId, out var connections) ? [.. connections] : [];
            }

            await notifier.PresenceChangedAsync(
                receivers,
                watching,
                new PresenceDto(userId.Value, change.IsOnline, lastSeen.GetValueOrDefault(userId))
            );
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
                if (presence.Connections == 0 && Clock.GetElapsedTime(presence.GoneSince) < OfflineGrace)
                    continue;
                _changed.Remove(userId);
                var isOnline = presence.Connections > 0;
                if (!isOnline)
                    _users.Remove(userId);
                if (isOnline != presence.IsToldOnline)
                    _untold[userId] = new PresenceChange(isOnline, presence.GoneAt);
                presence.IsToldOnline = isOnline;
            }
        }
    }

    private async Task StoreLastSeenAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var users = services.GetRequiredService<IUserRepository>();
        foreach (var gone in _untold.Where(u => u.Value is { IsOnline: false, GoneAt: not null }).Chunk(BatchSize))
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
        public int Connections { get; set; }

        /// <summary>When the last connection closed.</summary>
        public DateTimeOffset? GoneAt { get; set; }

        /// <summary>The same moment as a timestamp, which does not jump when the system's clock is set.</summary>
        public long GoneSince { get; set; }

        /// <summary>The state that was last sent to others.</summary>
        public bool IsToldOnline { get; set; }
    }

    private sealed record PresenceChange(bool IsOnline, DateTimeOffset? GoneAt);
}

internal static partial class PresenceLog
{
    [LoggerMessage(20, LogLevel.Error, "Telling who is online failed; it is tried again at once")]
    public static partial void TellingFailed(ILogger logger, Exception exception);

    [LoggerMessage(21, LogLevel.Warning, "Telling who is typing failed")]
    public static partial void TypingLost(ILogger logger, Exception exception);
}

/// <summary>One open connection of this process.</summary>
/// <param name="EndAsync">Tells the client why, then closes the connection.</param>
/// <param name="SendBack">Begins to close the connection, telling the client to connect again.</param>
public sealed record OpenConnection(
    string Id,
    UserId UserId,
    string SessionId,
    DateTimeOffset TokenExpiresAt,
    Func<SessionEndedDto, Task> EndAsync,
    Action SendBack
);

/// <summary>The open connections of this process.</summary>
public sealed class ConnectionRegistry
{
    private readonly ConcurrentDictionary<string, OpenConnection> _connections = new();

    public IEnumerable<OpenConnection> All => _connections.Values;

    public bool Has(OpenConnection connection) => _connections.ContainsKey(connection.Id);

    public void Add(OpenConnection connection) => _connections[connection.Id] = connection;

    public OpenConnection? Remove(string connectionId) => _connections.TryRemove(connectionId, out var connection) ? connection : null;
}
