using LiveChat.TestDatabases;

namespace LiveChat.Bench;

/// <summary>
/// A PostgreSQL server of the run's own, which syncs its commits to disk like any other. Servers and command lines that the run starts find
/// it in their environment.
/// </summary>
internal sealed class MeasuredDatabase : IDisposable
{
    public const string PostgreSql = "postgres";

    private readonly PostgresServer? _server;
    private readonly PostgresDatabase? _database;

    private MeasuredDatabase(PostgresServer? server, PostgresDatabase? database)
    {
        _server = server;
        _database = database;
    }

    /// <param name="name"><c>postgres</c>; null leaves the servers at SQLite.</param>
    /// <exception cref="InvalidOperationException">There is no PostgreSQL on this machine.</exception>
    public static async Task<MeasuredDatabase> StartAsync(string? name)
    {
        if (name is null)
            return new MeasuredDatabase(null, null);
        var server = PostgresServer.Start(isDurable: true);
        var database = await server.CreateDatabaseAsync();
        Environment.SetEnvironmentVariable("Database__Provider", "PostgreSql");
        Environment.SetEnvironmentVariable("Database__ConnectionString", $"{database.ConnectionString};Max Auto Prepare=50");
        return new MeasuredDatabase(server, database);
    }

    public void Dispose()
    {
        _database?.Dispose();
        _server?.Dispose();
    }
}
