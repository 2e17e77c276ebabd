using LiveChat.IntegrationTests.Support;

namespace LiveChat.IntegrationTests.Persistence;

/// <summary>A server on a PostgreSQL database of its own, whichever database the tests run on. Where there is none, it has nothing.</summary>
public sealed class PostgreSqlInstallation : IAsyncLifetime
{
    private PostgresDatabase? _database;
    private ChatServer? _server;

    public ChatServer Server => _server!;

    internal PostgresDatabase Database => _database!;

    public async Task InitializeAsync()
    {
        if (PostgresServer.MissingReason is not null)
            return;
        _database = await PostgresServer.Shared.CreateDatabaseAsync();
        _server = await StartAsync(_database.ConnectionString);
    }

    public static Task<ChatServer> StartAsync(string connectionString) =>
        ChatServer.StartAsync("--Database:Provider=PostgreSql", $"--Database:ConnectionString={connectionString}");

    public async Task DisposeAsync()
    {
        if (_server is not null)
            await _server.DisposeAsync();
        _database?.Dispose();
    }
}
