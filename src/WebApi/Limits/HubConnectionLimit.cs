using LiveChat.Infrastructure.Identity;
using LiveChat.Infrastructure.Nodes;
using LiveChat.Infrastructure.Notifications;
using LiveChat.Infrastructure.Settings;
using LiveChat.Infrastructure.Telemetry;
using LiveChat.WebApi.Errors;
using LiveChat.WebApi.Hubs;

namespace LiveChat.WebApi.Limits;

/// <summary>
/// Counts the hub connections of each user, those to other nodes included. A WebSocket or an event stream is one request that lasts as long as its connection. Long
/// polling is many requests that name the same connection, which stays open for a while between two of them.
/// </summary>
internal sealed class HubConnectionLimit(LimitSettings settings, INodes nodes, TimeProvider clock)
{
    /// <summary>How long a connection counts between two polls: a little longer than SignalR waits for the next poll.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(20);

    private readonly Dictionary<UserId, Dictionary<string, Connection>> _connections = [];
    private readonly Lock _lock = new();

    public bool HasRoom(UserId userId)
    {
        lock (_lock)
            return HasRoom(userId, Open(userId)?.Count ?? 0);
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
                if (!HasRoom(userId, open.Count))
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

    private bool HasRoom(UserId userId, int open) => open + nodes.CountElsewhere(ConnectionGroups.Of(userId)) < settings.Connections;

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

/// <summary>Applies the limit of hub connections, before the hub's handshake.</summary>
internal static class HubConnections
{
    /// <summary>When somebody with too many connections may try again: one of them may have been closed by then.</summary>
    private static readonly RateLimitedError TooMany = new(TimeSpan.FromSeconds(10));

    /// <summary>Refuses the connection of somebody who has too many, before the hub's handshake.</summary>
    public static IApplicationBuilder UseHubConnectionLimit(this IApplicationBuilder app)
    {
        if (!app.ApplicationServices.GetRequiredService<LimitSettings>().IsEnabled)
            return app;
        var connections = app.ApplicationServices.GetRequiredService<HubConnectionLimit>();
        return app.Use(
            (context, next) =>
                context.Request.Path.StartsWithSegments(ChatHub.Path, StringComparison.OrdinalIgnoreCase)
                && context.User.FindActor() is { } actor
                    ? CountConnectionAsync(context, next, connections, actor)
                    : next(context)
        );
    }

    private static async Task CountConnectionAsync(HttpContext context, RequestDelegate next, HubConnectionLimit connections, Actor actor)
    {
        // To negotiate is to ask; a connection is taken by what follows.
        if (context.Request.Path.Value!.EndsWith("/negotiate", StringComparison.OrdinalIgnoreCase))
        {
            await (connections.HasRoom(actor.UserId) ? next(context) : RefuseAsync(context));
            return;
        }

        // What is sent over a connection opens none.
        if (HttpMethods.IsPost(context.Request.Method))
        {
            await next(context);
            return;
        }

        // A client that did not negotiate has a connection without a name.
        var connection = context.Request.Query["id"].ToString() is { Length: > 0 } id ? id : context.TraceIdentifier;
        if (HttpMethods.IsDelete(context.Request.Method))
        {
            await next(context);
            connections.Close(actor.UserId, connection);
            return;
        }

        if (!connections.TryBegin(actor.UserId, connection))
        {
            await RefuseAsync(context);
            return;
        }

        var isOver = true;
        try
        {
            await next(context);
            isOver = !IsPoll(context);
        }
        finally
        {
            connections.End(actor.UserId, connection, isOver);
        }
    }

    private static Task RefuseAsync(HttpContext context)
    {
        context.RequestServices.GetRequiredService<ChatMetrics>().LimitHit(LimitName.Connections);
        return Problems.From(TooMany, context).ExecuteAsync(context);
    }

    /// <summary>Whether the answer was that of one poll of several: not the end of the connection, and no stream.</summary>
    private static bool IsPoll(HttpContext context) =>
        HttpMethods.IsGet(context.Request.Method)
        && context.Response.StatusCode == StatusCodes.Status200OK
        && context.Response.ContentType?.StartsWith("text/event-stream", StringComparison.OrdinalIgnoreCase) != true;
}
