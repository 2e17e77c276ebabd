using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using LiveChat.Infrastructure.Persistence;
using LiveChat.Infrastructure.Persistence.PostgreSql;
using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.IntegrationTests.Support;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;

namespace LiveChat.IntegrationTests.Upgrades;

/// <summary>
/// A small database as it was after one of the migrations, kept as SQL in tests/Data/Databases. <c>LIVECHAT_WRITE_DATABASES=1</c> makes the
/// files that are missing: a new migration gets one, and those that are there are never made anew, because they are what was installed.
/// </summary>
internal sealed record OldDatabase(string Migration)
{
    private static readonly string Folder = Path.Combine(
        Repository.Root,
        "tests",
        "Data",
        "Databases",
        TestDatabase.IsPostgreSql ? "PostgreSql" : "Sqlite"
    );

    private string FilePath => Path.Combine(Folder, $"{Migration}.sql");

    /// <summary>The last one is today's, and still an old one tomorrow.</summary>
    public static IReadOnlyList<OldDatabase> All { get; } = FindAll();

    public override string ToString() => Migration;

    public string Read() => File.ReadAllText(FilePath);

    public bool Exists => File.Exists(FilePath);

    /// <summary>Applies the migrations up to this one to an empty database, fills it, and writes it down.</summary>
    public async Task WriteAsync(string directory)
    {
        var database = await TestDatabase.InAsync(directory);
        await using var connection = await database.OpenAsync();
        await using var db = ContextOn(connection);
        await db.GetService<IMigrator>().MigrateAsync(Migration);
        foreach (var (table, values) in OldRows.All)
        {
            var columns = await ColumnsAsync(connection, table);
            var own = values.Where(v => columns.Contains(v.Column)).ToList();
            if (own.Count > 0)
                await ExecuteAsync(
                    connection,
                    $"INSERT INTO {table} ({string.Join(", ", own.Select(v => $"\"{v.Column}\""))}) VALUES ({string.Join(", ", own.Select(v => v.Value))})"
                );
        }

        Directory.CreateDirectory(Folder);
        await File.WriteAllTextAsync(FilePath, connection is SqliteConnection ? await DumpAsync(connection) : DumpPostgreSql(connection));
    }

    private static List<OldDatabase> FindAll()
    {
        using DbConnection connection = TestDatabase.IsPostgreSql ? new NpgsqlConnection("Host=none") : new SqliteConnection();
        using var db = ContextOn(connection);
        return [.. db.Database.GetMigrations().Select(m => new OldDatabase(m))];
    }

    private static LiveChatDbContext ContextOn(DbConnection connection)
    {
        if (connection is NpgsqlConnection)
            return new PostgreSqlContext(new DbContextOptionsBuilder<PostgreSqlContext>().UseNpgsql(connection).Options);
        var db = new SqliteContext(new DbContextOptionsBuilder<SqliteContext>().UseSqlite(connection).Options);
        SqliteEngine.AddMigrationFunctions(db);
        return db;
    }

    private static async Task<HashSet<string>> ColumnsAsync(DbConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            connection is SqliteConnection
                ? $"SELECT name FROM pragma_table_info('{table}')"
                : $"SELECT column_name FROM information_schema.columns WHERE table_name = '{table}'";
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new HashSet<string>(StringComparer.Ordinal);
        while (await reader.ReadAsync())
            columns.Add(reader.GetString(0));
        return columns;
    }

    public static async Task ExecuteAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<object?[]>> RowsAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object?[]>();
        while (await reader.ReadAsync())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(i => reader.IsDBNull(i) ? null : reader.GetValue(i))]);
        return rows;
    }

    private static async Task<string> DumpAsync(DbConnection connection)
    {
        var dump = new StringBuilder();
        var objects = await RowsAsync(
            connection,
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%' ORDER BY type <> 'table', rowid"
        );
        foreach (var row in objects.Where(o => (string)o[0]! == "table"))
            dump.Append(CultureInfo.InvariantCulture, $"{row[2]};\n");
        foreach (var table in objects.Where(o => (string)o[0]! == "table").Select(o => (string)o[1]!).Append("sqlite_sequence"))
        {
            var columns = (await ColumnsAsync(connection, table)).ToList();
            var quoted = string.Join(" || ', ' || ", columns.Select(c => $"quote(\"{c}\")"));
            if (table == "sqlite_sequence")
                dump.Append("DELETE FROM sqlite_sequence;\n");
            foreach (var row in await RowsAsync(connection, $"SELECT {quoted} FROM \"{table}\""))
                dump.Append(
                    CultureInfo.InvariantCulture,
                    $"INSERT INTO \"{table}\" (\"{string.Join("\", \"", columns)}\") VALUES ({row[0]});\n"
                );
        }

        foreach (var row in objects.Where(o => (string)o[0]! != "table"))
            dump.Append(CultureInfo.InvariantCulture, $"{row[2]};\n");
        return dump.ToString();
    }

    private static string DumpPostgreSql(DbConnection connection)
    {
        var server = new NpgsqlConnectionStringBuilder(connection.ConnectionString);
        using var process = Process.Start(
            new ProcessStartInfo(
                "pg_dump",
                [
                    "--inserts",
                    "--no-owner",
                    "--no-privileges",
                    "--no-comments",
                    $"--host={server.Host}",
                    $"--port={server.Port}",
                    $"--username={server.Username}",
                    server.Database!,
                ]
            )
            {
                RedirectStandardOutput = true,
            }
        )!;
        var lines = process.StandardOutput.ReadToEnd().Split('\n');
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        // Comments, and what only psql understands.
        return string.Join('\n', lines.Where(l => l.Length > 0 && !l.StartsWith("--", StringComparison.Ordinal) && l[0] != '\\')) + "\n";
    }
}
