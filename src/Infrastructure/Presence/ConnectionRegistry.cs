using System.Collections.Concurrent;

namespace LiveChat.Infrastructure.Presence;

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

    public int Count => _connections.Count;

    public IEnumerable<OpenConnection> All => _connections.Values;

    public bool Has(OpenConnection connection) => _connections.ContainsKey(connection.Id);

    public void Add(OpenConnection connection) => _connections[connection.Id] = connection;

    public OpenConnection? Remove(string connectionId) => _connections.TryRemove(connectionId, out var connection) ? connection : null;
}
