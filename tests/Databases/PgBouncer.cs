using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using Xunit;

namespace LiveChat.TestDatabases;

/// <summary>
/// A pgbouncer in front of a PostgreSQL server, in transaction mode: each transaction may go to another session of the server. It ends when
/// it is disposed, or when this process ends in whatever way.
/// </summary>
internal sealed class PgBouncer : IDisposable
{
    /// <summary>Its life ends with the end of the script's input, which closes when this process is killed too.</summary>
    private const string Life = """
        folder=$0
        "$@" >"$folder/pgbouncer.log" 2>&1 &
        cat >/dev/null
        kill $!
        wait $!
        rm -rf "$folder"
        """;

    /// <summary>Fewer sessions than there are clients, so that they are handed around.</summary>
    private const int Sessions = 12;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    private static readonly string? Executable = new[]
    {
        "/usr/sbin/pgbouncer",
        "/usr/bin/pgbouncer",
        "/usr/local/bin/pgbouncer",
    }.FirstOrDefault(File.Exists);

    private readonly Process _life;
    private readonly string _address;

    private PgBouncer(NpgsqlConnectionStringBuilder server)
    {
        var folder = Directory.CreateTempSubdirectory("livechat-pgbouncer-").FullName;
        var port = Loopback.FreePort();
        _address = string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={port}");
        var password = server.Password is null ? "" : $" password='{server.Password}'";
        var configuration = Path.Combine(folder, "pgbouncer.ini");
        File.WriteAllText(
            configuration,
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                [databases]
                * = host={server.Host} port={server.Port} user={server.Username}{password}
                [pgbouncer]
                listen_addr = 127.0.0.1
                listen_port = {port}
                unix_socket_dir =
                auth_type = any
                pool_mode = transaction
                default_pool_size = {Sessions}
                max_client_conn = 500
                """
            )
        );
        _life = Process.Start(
            new ProcessStartInfo("sh", ["-c", Life, folder, .. PostgresCluster.MakeOwned(folder), Executable!, configuration])
            {
                RedirectStandardInput = true,
                WorkingDirectory = "/",
            }
        )!;
    }

    /// <summary>Why tests with pgbouncer can't run here, or null.</summary>
    public static string? MissingReason { get; } =
        PostgresServer.MissingReason
        ?? (Executable is null ? "No pgbouncer was found. Install it (for example: apt-get install pgbouncer)." : null);

    /// <summary>Starts one in front of the server of a database, and returns when it lets clients through.</summary>
    public static async Task<PgBouncer> StartAsync(PostgresDatabase database)
    {
        var bouncer = new PgBouncer(new NpgsqlConnectionStringBuilder(database.ConnectionString));
        for (var started = Stopwatch.StartNew(); ; )
        {
            try
            {
                await using var connection = new NpgsqlConnection($"{bouncer.WayTo(database)};Pooling=False");
                await connection.OpenAsync();
                return bouncer;
            }
            catch (NpgsqlException exception) when (exception is not PostgresException && started.Elapsed < Deadline)
            {
                await Task.Delay(20);
            }
            catch
            {
                bouncer.Dispose();
                throw;
            }
        }
    }

    /// <summary>The connection string of a client that goes through here.</summary>
    public string WayTo(PostgresDatabase database)
    {
        var direct = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        return $"{_address};Database={direct.Database};Username={direct.Username};No Reset On Close=true";
    }

    public void Dispose()
    {
        _life.StandardInput.Close();
        _life.WaitForExit(Deadline);
        _life.Dispose();
    }
}

/// <summary>
/// A test behind a real pgbouncer. Without one it is skipped, or fails with the reason under <c>LIVECHAT_TEST_REQUIRE=all</c>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PgBouncerFactAttribute : FactAttribute
{
    public PgBouncerFactAttribute()
    {
        if (!PostgresFactAttribute.IsRequired)
            Skip = PgBouncer.MissingReason;
    }
}
