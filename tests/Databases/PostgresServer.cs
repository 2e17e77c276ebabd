using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace LiveChat.TestDatabases;

/// <summary>
/// A PostgreSQL server of the tests' own: a cluster in a temporary folder, on a free port of the loopback. It ends with the process that
/// started it, however that one ends.
/// </summary>
internal sealed class PostgresServer : IDisposable
{
    /// <summary>Names a server that runs already, by the connection string of a role that may create databases.</summary>
    private const string ServerVariable = "LIVECHAT_TEST_POSTGRES";

    private const string Superuser = "livechat";

    private static readonly Lazy<PostgresServer> OfThisProcess = new(() =>
        Environment.GetEnvironmentVariable(ServerVariable) is { Length: > 0 } given ? new PostgresServer(given, null) : Start()
    );

    private readonly string _connectionString;
    private readonly PostgresCluster? _cluster;

    private PostgresServer(string connectionString, PostgresCluster? cluster)
    {
        _connectionString = connectionString;
        _cluster = cluster;
    }

    /// <summary>The server that all tests of this process share; it is started for the first of them.</summary>
    /// <exception cref="InvalidOperationException">There is none on this machine.</exception>
    public static PostgresServer Shared => OfThisProcess.Value;

    /// <summary>Why tests with PostgreSQL can't run here, or null.</summary>
    public static string? MissingReason { get; } =
        Environment.GetEnvironmentVariable(ServerVariable) is { Length: > 0 } || PostgresCluster.Programs is not null
            ? null
            : $"No PostgreSQL was found. Install it (for example: apt-get install postgresql), or name a running one in {ServerVariable}.";

    /// <summary>Starts a server besides the shared one.</summary>
    /// <param name="isDurable">
    /// Whether commits are synced to disk. Without it tests are faster, and what is stored survives a killed server but no power cut.
    /// </param>
    public static PostgresServer Start(bool isDurable = false)
    {
        if (PostgresCluster.Programs is null)
            throw new InvalidOperationException(MissingReason ?? $"{ServerVariable} names a server, but none can be started here.");
        var port = Loopback.FreePort();
        var cluster = PostgresCluster.Start(Superuser, port, isDurable);
        return new PostgresServer($"Host=127.0.0.1;Port={port};Username={Superuser};Database=postgres", cluster);
    }

    /// <summary>An empty database of the test's own, which is dropped when it is disposed.</summary>
    /// <param name="tablespace">Where its tables are to lie; null for where the server has all of them.</param>
    public async Task<PostgresDatabase> CreateDatabaseAsync(string? tablespace = null)
    {
        var name = $"livechat_test_{Guid.NewGuid():N}";
        // Names can't be parameters; these are made of letters and digits.
        await ExecuteAsync(
            $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'{(tablespace is null ? "" : $" TABLESPACE {tablespace}")}"
        );
        return new PostgresDatabase(name, new NpgsqlConnectionStringBuilder(_connectionString) { Database = name }.ToString(), Drop);
    }

    /// <summary>Makes a tablespace in an empty folder of this machine, which is given to the server's user.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> CreateTablespaceAsync(string folder)
    {
        PostgresCluster.MakeOwned(folder);
        var name = $"livechat_test_{Guid.NewGuid():N}";
        await ExecuteAsync($"CREATE TABLESPACE {name} LOCATION '{folder}'");
        return name;
    }

    /// <summary>Ends the server as a crash does. A server that was given can't be ended.</summary>
    public void Crash() => _cluster!.Crash();

    /// <summary>Starts it again where it was, with what it had committed.</summary>
    public void StartAgain() => _cluster!.StartAgain();

    public void Dispose() => _cluster?.Dispose();

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(WithoutPool(_connectionString));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private void Drop(string name)
    {
        using var connection = new NpgsqlConnection(WithoutPool(_connectionString));
        connection.Open();
        using var command = new NpgsqlCommand($"DROP DATABASE IF EXISTS {name} WITH (FORCE)", connection);
        command.ExecuteNonQuery();
    }

    private static string WithoutPool(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ToString();
}

/// <summary>A database of a test's own.</summary>
internal sealed class PostgresDatabase(string name, string connectionString, Action<string> drop) : IDisposable
{
    public string ConnectionString => connectionString;

    public Task ExecuteAsync(string sql) => RunAsync(sql, command => command.ExecuteNonQueryAsync());

    /// <returns>The number that the statement counts.</returns>
    public Task<long> CountAsync(string sql) => RunAsync(sql, async command => (long)(await command.ExecuteScalarAsync())!);

    private async Task<T> RunAsync<T>(string sql, Func<NpgsqlCommand, Task<T>> run)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=False");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await run(command);
    }

    /// <summary>Drops it, although a server may still be connected.</summary>
    public void Dispose() => drop(name);
}
