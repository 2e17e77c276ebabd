using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LiveChat.TestDatabases;

/// <summary>
/// The database of an installation, which is known by its data directory: SQLite's file in there, or with
/// <c>LIVECHAT_TEST_DATABASE=PostgreSql</c> a database of its own on a PostgreSQL server.
/// </summary>
public sealed class TestDatabase
{
    private const string EngineVariable = "LIVECHAT_TEST_DATABASE";

    private static readonly ConcurrentDictionary<string, Lazy<Task<PostgresDatabase>>> Created = new();

    private readonly string _sqliteFile;
    private readonly PostgresDatabase? _postgres;

    private TestDatabase(string directory, PostgresDatabase? postgres)
    {
        _sqliteFile = Path.Combine(directory, "livechat.db");
        _postgres = postgres;
    }

    public static bool IsPostgreSql { get; } =
        Environment.GetEnvironmentVariable(EngineVariable) switch
        {
            null or "" or "Sqlite" => false,
            "PostgreSql" => true,
            var other => throw new InvalidOperationException($"{EngineVariable} is Sqlite or PostgreSql, and not '{other}'."),
        };

    /// <summary>The settings that a server needs to use it.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings =>
        _postgres is null ? [] : [("Database:Provider", "PostgreSql"), ("Database:ConnectionString", _postgres.ConnectionString)];

    /// <inheritdoc cref="Settings"/>
    public IEnumerable<string> Arguments => Settings.Select(setting => $"--{setting.Key}={setting.Value}");

    /// <summary>The database of an installation. On PostgreSQL it is created when it is first asked for.</summary>
    public static async Task<TestDatabase> InAsync(string directory) =>
        new(
            directory,
            IsPostgreSql
                ? await Created
                    .GetOrAdd(
                        Path.GetFullPath(directory),
                        _ => new Lazy<Task<PostgresDatabase>>(() => PostgresServer.Shared.CreateDatabaseAsync())
                    )
                    .Value
                : null
        );

    /// <summary>Drops what an installation has on a server. A file goes with its directory.</summary>
    public static void DropOf(string directory)
    {
        if (Created.TryRemove(Path.GetFullPath(directory), out var database) && database.Value.IsCompletedSuccessfully)
            database.Value.Result.Dispose();
    }

    /// <summary>A connection past the server.</summary>
    public async Task<DbConnection> OpenAsync()
    {
        DbConnection connection = _postgres is null
            ? new SqliteConnection($"Data Source={_sqliteFile};Pooling=False")
            : new NpgsqlConnection($"{_postgres.ConnectionString};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    /// <returns>What <paramref name="read"/> makes of each row.</returns>
    public async Task<List<T>> QueryAsync<T>(string sql, Func<DbDataReader, T> read)
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    /// <returns>The number that the statement counts.</returns>
    public async Task<long> CountAsync(string sql) => (await QueryAsync(sql, row => row.GetInt64(0))).Single();

    /// <summary>So many bytes of zero, in SQL.</summary>
    public static string ZeroBytes(int count) => IsPostgreSql ? $"decode('{new string('0', 2 * count)}', 'hex')" : $"zeroblob({count})";
}
