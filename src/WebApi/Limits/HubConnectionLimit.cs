using LiveChat.Infrastructure.Identity;
using LiveChat.WebApi.Hubs;
using Microsoft.AspNetCore.SignalR;

namespace LiveChat.WebApi.Limits;

/// <summary>
/// Counts the hub connections of each user. A WebSocket or an event stream is one request that lasts as long as its connection. Long
/// polling is many requests that name the same connection, which stays open for a while between two of them.
/// </summary>
internal sealed class HubConnectionLimit(int limit, TimeProvider clock)
{
    /// <summary>How long a connection counts between two polls: a little longer than SignalR waits for the next poll.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly Dictionary<UserId, Dictionary<string, Connection>> _connections = [];
    private readonly Lock _lock = new();

    public bool HasRoom(UserId userId)
    {
        lock (_lock)
            return Open(userId) is not { } open || open.Count < limit;
    }

    /// <summary>Begins a request of a connection; end it with <see cref="End"/>.</summary>
    /// <returns>False when it would be one connection too many.</returns>
    public bool TryBegin(UserId userId, string connection)
    {
        lock (_lock)
        {
            var open = Open(userId);
            if (open is null)
                _connections[userId] = open = new Dictionary<string, Connection>(StringComparer.Ordinal);
            if (!open.TryGetValue(connection, out var known))
            {
                if (open.Count >= limit)
                    return false;
                open[connection] = known = new Connection();
            }

            known.Requests++;
            return true;
        }
    }

    /// <param name="isOver">True when the connection has ended with the request; false when another one may follow.</param>
    public void End(UserId userId, string connection, bool isOver)
    {
        lock (_lock)
        {
            if (!_connections.TryGetValue(userId, out var open) || !open.TryGetValue(connection, out var known))
                return;
            known.Requests--;
            known.QuietSince = clock.GetTimestamp();
            known.IsOver |= isOver;
            Open(userId);
        }
    }

    /// <summary>Called when the client has closed a connection.</summary>
    public void Close(UserId userId, string connection)
    {
        lock (_lock)
        {
            if (_connections.TryGetValue(userId, out var open) && open.TryGetValue(connection, out var known))
                known.IsOver = true;
            Open(userId);
        }
    }

    /// <summary>A user's open connections; null if there are none.</summary>
    private Dictionary<string, Connection>? Open(UserId userId)
    {
        if (!_connections.TryGetValue(userId, out var open))
            return null;
        foreach (var (id, connection) in open)
        {
            if (connection.Requests <= 0 && (connection.IsOver || clock.GetElapsedTime(connection.QuietSince) > Grace))
                open.Remove(id);
        }

        if (open.Count > 0)
            return open;
        _connections.Remove(userId);
        return null;
    }

    private sealed class Connection
    {
        public int Requests { get; set; }

        public long QuietSince { get; set; }

        public bool IsOver { get; set; }
    }
}

/// <summary>Applies the limits to hub methods.</summary>
internal sealed class HubLimits(RateLimits limits) : IHubFilter
{
    private static readonly Error RateLimited = new(ErrorKind.TooMany, "Request.RateLimited");

    public ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        if (!limits.Settings.IsEnabled)
            return next(invocationContext);
        switch (invocationContext.HubMethodName)
        {
            case nameof(ChatHub.SendMessage):
                using (var lease = limits.Send.AttemptAcquire(UserOf(invocationContext)))
                    return lease.IsAcquired ? next(invocationContext) : throw HubErrors.From(RateLimited);

            // Typing beyond the limit is dropped silently, because it is not a mistake of the user.
            // Beginning and end are counted separately, so that an end is not dropped because of its beginning.
            case nameof(ChatHub.SetTyping) when invocationContext.HubMethodArguments is [SetTypingCall call]:
                using (var lease = limits.Typing.AttemptAcquire($"{UserOf(invocationContext)} {call.IsTyping}"))
                    return lease.IsAcquired ? next(invocationContext) : default;

            default:
                return next(invocationContext);
        }
    }

    private static string UserOf(HubInvocationContext context) => context.Context.User!.ToActor().UserId.Value;
}
