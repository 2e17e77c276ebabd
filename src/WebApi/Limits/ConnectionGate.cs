using System.Net;
using LiveChat.Infrastructure.Identity;
using LiveChat.Infrastructure.Settings;
using LiveChat.Infrastructure.Telemetry;
using LiveChat.WebApi.Configuration;
using LiveChat.WebApi.Security;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace LiveChat.WebApi.Limits;

/// <summary>
/// Limits open connections. Anonymous connections are limited for each address and in all. When one more comes, the one that has waited
/// longest is closed, so that nobody can keep others out by holding many open. A connection over which a user is signed in no longer counts
/// as anonymous.
/// </summary>
public sealed class ConnectionGate(LimitSettings limits, ServerSettings settings, TimeProvider clock)
{
    /// <summary>
    /// The most connections of one user that count as signed in: a browser opens six, and a user has several devices. More count as
    /// anonymous.
    /// </summary>
    private const int SignedInOfOneUser = 100;

    /// <summary>A connection whose answer takes longer than this may be closed when there is no other way to let somebody in.</summary>
    private static readonly TimeSpan LongAnswer = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();

    /// <summary>The anonymous connections; the one that has waited longest is the first.</summary>
    private readonly LinkedList<GatedConnection> _anonymous = new();
    private readonly Dictionary<string, LinkedList<GatedConnection>> _byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _signedIn = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Open connections of all kinds.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _count;
        }
    }

    /// <summary>Lets a connection in, and closes another one for it if necessary.</summary>
    /// <param name="close">Closes the connection when it has to give way.</param>
    /// <returns>Null when there is no room; otherwise give it back with <see cref="Leave"/>.</returns>
    public GatedConnection? TryEnter(IPAddress? remote, Action close)
    {
        // A trusted proxy connects on behalf of many clients.
        var address = remote is null || settings.IsKnownProxy(remote) ? null : AddressBlock.Of(remote);
        GatedConnection? leaving = null;
        var entering = new GatedConnection(this, address, close) { ChangedAt = clock.GetTimestamp() };
        lock (_lock)
        {
            var ofAddress = address is null ? null : _byAddress.GetValueOrDefault(address);
            if (ofAddress?.Count >= limits.AnonymousConnectionsPerAddress)
            {
                if ((leaving = FirstToGo(ofAddress)) is null)
                    return null;
            }
            else if (_anonymous.Count >= limits.AnonymousConnections || _count >= limits.ConnectionsInAll)
            {
                if ((leaving = FirstToGo(_anonymous)) is null)
                    return null;
            }

            if (leaving is not null)
                Remove(leaving);
            _count++;
            AddAnonymous(entering);
        }

        leaving?.Close();
        return entering;
    }

    public void Leave(GatedConnection connection)
    {
        lock (_lock)
            Remove(connection);
    }

    /// <summary>Records that a user is signed in over this connection.</summary>
    /// <param name="user">The user's id, or null for a host site with its key.</param>
    internal void SignedIn(GatedConnection connection, string? user)
    {
        lock (_lock)
        {
            if (connection.HasLeft || connection.Places is null)
                return;
            if (user is not null)
            {
                var open = _signedIn.GetValueOrDefault(user);
                if (open >= SignedInOfOneUser)
                    return;
                _signedIn[user] = open + 1;
                connection.User = user;
            }

            RemoveAnonymous(connection);
        }
    }

    /// <param name="isBusy">Whether the server owes an answer; otherwise it is waiting for the client.</param>
    internal void Changed(GatedConnection connection, bool isBusy)
    {
        lock (_lock)
        {
            connection.IsBusy = isBusy;
            connection.ChangedAt = clock.GetTimestamp();
            if (connection.Places is null)
                return;
            RemoveAnonymous(connection);
            AddAnonymous(connection);
        }
    }

    private GatedConnection? FirstToGo(LinkedList<GatedConnection> connections) =>
        connections.FirstOrDefault(c => !c.IsBusy) ?? connections.FirstOrDefault(c => clock.GetElapsedTime(c.ChangedAt) > LongAnswer);

    private void AddAnonymous(GatedConnection connection)
    {
        LinkedListNode<GatedConnection>? ofAddress = null;
        if (connection.Address is { } address)
        {
            if (!_byAddress.TryGetValue(address, out var connections))
                _byAddress[address] = connections = new LinkedList<GatedConnection>();
            ofAddress = connections.AddLast(connection);
        }

        connection.Places = (_anonymous.AddLast(connection), ofAddress);
    }

    private void RemoveAnonymous(GatedConnection connection)
    {
        var (place, ofAddress) = connection.Places!.Value;
        _anonymous.Remove(place);
        if (ofAddress?.List is { } connections)
        {
            connections.Remove(ofAddress);
            if (connections.Count == 0)
                _byAddress.Remove(connection.Address!);
        }

        connection.Places = null;
    }

    private void Remove(GatedConnection connection)
    {
        if (connection.HasLeft)
            return;
        connection.HasLeft = true;
        _count--;
        if (connection.Places is not null)
            RemoveAnonymous(connection);
        if (connection.User is { } user && --_signedIn[user] == 0)
            _signedIn.Remove(user);
    }
}

/// <summary>One open connection, as the gate sees it. Only the gate uses its properties.</summary>
public sealed class GatedConnection(ConnectionGate gate, string? address, Action close)
{
    internal string? Address => address;

    internal string? User { get; set; }

    internal bool IsBusy { get; set; }

    internal bool HasLeft { get; set; }

    internal long ChangedAt { get; set; }

    /// <summary>Its node in the gate's list of anonymous connections; null once a user is signed in.</summary>
    internal (LinkedListNode<GatedConnection> Place, LinkedListNode<GatedConnection>? OfAddress)? Places { get; set; }

    internal void Close() => close();

    /// <summary>A whole request was received, so the server owes an answer.</summary>
    internal void RequestRead() => gate.Changed(this, isBusy: true);

    /// <summary>The answer was sent, or a request began that is not complete yet.</summary>
    internal void Waits() => gate.Changed(this, isBusy: false);

    internal void SignedIn(string? user) => gate.SignedIn(this, user);
}

/// <summary>Connects the <see cref="ConnectionGate"/> to Kestrel, and reports to it what happens on connections.</summary>
internal static class GatedConnections
{
    /// <summary>Lets the gate decide about every new connection, on all addresses that the server listens on.</summary>
    public static void UseConnectionGate(this KestrelServerOptions kestrel) =>
        kestrel.ConfigureEndpointDefaults(endpoint =>
            endpoint.Use(next =>
                async connection =>
                {
                    var gate = endpoint.ApplicationServices.GetRequiredService<ConnectionGate>();
                    if (
                        gate.TryEnter((connection.RemoteEndPoint as IPEndPoint)?.Address, () => Cut("It gave way to another connection."))
                        is not { } entered
                    )
                    {
                        Cut("There is no room for another connection.");
                        return;
                    }

                    connection.Features.Set(entered);
                    try
                    {
                        await next(connection);
                    }
                    finally
                    {
                        gate.Leave(entered);
                    }

                    void Cut(string why)
                    {
                        endpoint.ApplicationServices.GetRequiredService<ChatMetrics>().LimitHit(LimitName.ConnectionsInAll);
                        connection.Abort(new ConnectionAbortedException(why));
                    }
                }
            )
        );

    /// <summary>Reports when a request begins and ends. Must be the outermost middleware.</summary>
    public static IApplicationBuilder UseGatedRequests(this IApplicationBuilder app) =>
        app.Use(
            async (context, next) =>
            {
                if (context.Features.Get<GatedConnection>() is not { } connection)
                {
                    await next(context);
                    return;
                }

                if (context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody == true)
                    connection.Waits();
                else
                    connection.RequestRead();
                try
                {
                    await next(context);
                }
                finally
                {
                    connection.Waits();
                }
            }
        );

    /// <summary>Reports who is signed in. Must come after authentication.</summary>
    public static IApplicationBuilder UseSignedInConnections(this IApplicationBuilder app) =>
        app.Use(
            (context, next) =>
            {
                if (context.Features.Get<GatedConnection>() is { Places: not null } connection)
                {
                    if (context.User.FindActor() is { } actor)
                        connection.SignedIn(actor.UserId.Value);
                    else if (ApiKeyHandler.IsHostSite(context.User))
                        connection.SignedIn(null);
                }

                return next(context);
            }
        );
}
