using LiveChat.Application.Abstractions;
using LiveChat.Application.Presence;
using LiveChat.Domain.Users;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Persistence.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LiveChat.Infrastructure.Presence;

/// <summary>
/// Counts each user's connections and tells those who watch them, or share a conversation with them, when the first comes
/// and the last goes. Changes are gathered and told together, so that a thousand arrivals cost one look into the store.
/// </summary>
public sealed class PresenceTracker(IChatNotifier notifier, IServiceScopeFactory scopes, SqliteDatabase database, TimeProvider clock, ILogger<PresenceTracker> logger)
    : BackgroundService, IPresence
{
    /// <summary>A page that reloads is gone for a moment; nobody needs to see that.</summary>
    private static readonly TimeSpan OfflineGrace = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly Dictionary<UserId, UserPresence> _users = [];
    private readonly HashSet<UserId> _changed = [];
    private readonly Dictionary<string, IReadOnlyCollection<UserId>> _watchedBy = [];
    private readonly Dictionary<UserId, HashSet<string>> _watchers = [];

    public bool IsOnline(UserId userId)
    {
        lock (_lock)
            return _users.ContainsKey(userId);
    }

    /// <summary>How many users of this process are online.</summary>
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
            presence.GoneAt = clock.GetUtcNow();
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await TellAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                PresenceLog.TellingFailed(logger, exception);
            }
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        var changes = TakeChanges();
        if (changes.Count == 0)
            return;

        await using var scope = scopes.CreateAsyncScope();
        await StoreLastSeenAsync(scope.ServiceProvider.GetRequiredService<LiveChatDbContext>(), changes, cancellationToken);
        var partners = await scope.ServiceProvider.GetRequiredService<IConversationReader>()
            .FindPartnersAsync([.. changes.Select(c => c.UserId)], cancellationToken);
        foreach (var change in changes)
        {
            List<UserId> receivers;
            List<string> watching;
            lock (_lock)
            {
                // Whoever is offline has no connection to tell.
                receivers = [.. partners[change.UserId].Where(_users.ContainsKey)];
                watching = _watchers.TryGetValue(change.UserId, out var connections) ? [.. connections] : [];
            }

            await notifier.PresenceChangedAsync(receivers, watching, new PresenceDto(change.UserId.Value, change.IsOnline, change.LastSeenAt));
        }
    }

    private List<PresenceChange> TakeChanges()
    {
        var changes = new List<PresenceChange>();
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            foreach (var userId in _changed.ToList())
            {
                var presence = _users[userId];
                if (presence.Connections == 0 && now - presence.GoneAt < OfflineGrace)
                    continue;
                _changed.Remove(userId);
                var isOnline = presence.Connections > 0;
                if (!isOnline)
                    _users.Remove(userId);
                if (isOnline != presence.IsToldOnline)
                    changes.Add(new PresenceChange(userId, isOnline, presence.GoneAt));
                presence.IsToldOnline = isOnline;
            }
        }

        return changes;
    }

    private async Task StoreLastSeenAsync(LiveChatDbContext db, List<PresenceChange> changes, CancellationToken cancellationToken)
    {
        var gone = changes.Where(c => !c.IsOnline).ToList();
        if (gone.Count == 0)
            return;
        using var lease = await database.LockForWritingAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        foreach (var (userId, _, lastSeenAt) in gone)
            await db.Users.Where(u => u.Id == userId).ExecuteUpdateAsync(u => u.SetProperty(x => x.LastSeenAt, lastSeenAt), cancellationToken);
        await transaction.CommitAsync(cancellationToken);
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

        /// <summary>When the last connection was gone.</summary>
        public DateTimeOffset? GoneAt { get; set; }

        /// <summary>What the others were told last.</summary>
        public bool IsToldOnline { get; set; }
    }

    private sealed record PresenceChange(UserId UserId, bool IsOnline, DateTimeOffset? LastSeenAt);
}

internal static partial class PresenceLog
{
    [LoggerMessage(20, LogLevel.Error, "Telling who is online failed; it is told again with the next change")]
    public static partial void TellingFailed(ILogger logger, Exception exception);

    [LoggerMessage(21, LogLevel.Warning, "Telling who is typing failed")]
    public static partial void TypingLost(ILogger logger, Exception exception);
}
