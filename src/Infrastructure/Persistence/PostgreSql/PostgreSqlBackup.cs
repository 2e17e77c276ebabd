using System.Data;
using System.Globalization;
using System.Text;
using LiveChat.Infrastructure.Backups;
using LiveChat.Infrastructure.Media.Storage;
using LiveChat.Infrastructure.Settings;
using Npgsql;

namespace LiveChat.Infrastructure.Persistence.PostgreSql;

/// <summary>Backups by <c>pg_dump</c> in a snapshot that this process shares with it.</summary>
internal sealed class PostgreSqlBackup(DatabaseSettings settings, BackupSettings backups, MediaSettings media) : IDatabaseBackup
{
    private readonly NpgsqlConnectionStringBuilder _connection = new(backups.ConnectionString ?? settings.ConnectionString)
    {
        Pooling = false,
        // A dump of a large database takes its time.
        CommandTimeout = 0,
        KeepAlive = 30,
    };

    public string UnpackPath => Path.Combine(media.Directory, StagingArea.FolderName, "database.restoring");

    private PostgreSqlTools Tools => new(_connection);

    public void Snapshot(FileStream file, Action<LiveChatDbContext> inSnapshot, CancellationToken cancellationToken)
    {
        using var connection = Open();
        Tools.RequireVersion("pg_dump", connection.PostgreSqlVersion.Major);
        using var db = new PostgreSqlContext(new DbContextOptionsBuilder<PostgreSqlContext>().UseNpgsql(connection).Options);
        using var transaction = db.Database.BeginTransaction(IsolationLevel.RepeatableRead);
        var snapshot = db.Database.SqlQueryRaw<string>("SELECT pg_export_snapshot() AS \"Value\"").Single();
        using var process = Tools.Start(
            "pg_dump",
            "--format=custom",
            "--compress=1",
            "--no-owner",
            "--no-privileges",
            $"--snapshot={snapshot}"
        );
        using var ending = cancellationToken.Register(() => PostgreSqlTools.Kill(process));
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var copying = Task.Run(() => Save(process.StandardOutput.BaseStream, file, cancellationToken), CancellationToken.None);
        inSnapshot(db);
        copying.GetAwaiter().GetResult();
        PostgreSqlTools.Finish(process, "pg_dump", errors, cancellationToken);
    }

    /// <summary>Reads the whole dump as <c>pg_restore</c> does, which finds what is missing or damaged; no server is needed for it.</summary>
    /// <exception cref="BackupException">It can't be read to its end, or <c>pg_restore</c> is missing.</exception>
    public static void Check(string file, CancellationToken cancellationToken) =>
        new PostgreSqlTools(new NpgsqlConnectionStringBuilder()).Run("pg_restore", cancellationToken, "--file=-", file);

    public bool IsEmpty()
    {
        using var connection = Open();
        return Scalar(
            connection,
            "SELECT COUNT(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')"
        )
            is 0L;
    }

    public string? FindEpoch()
    {
        using var connection = Open();
        try
        {
            return Scalar(connection, "SELECT epoch FROM installation") as string;
        }
        catch (PostgresException)
        {
            return null;
        }
    }

    /// <summary>One transaction, which commits behind the last line: whatever ends before leaves nothing.</summary>
    public void Restore(string file, RestoredInstallation installation, CancellationToken cancellationToken)
    {
        using (var connection = Open())
            Tools.RequireVersion("psql", connection.PostgreSqlVersion.Major);
        using var reading = Tools.Start("pg_restore", "--file=-", "--no-owner", "--no-privileges", file);
        using var writing = Tools.Start("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-");
        using var ending = cancellationToken.Register(() =>
        {
            PostgreSqlTools.Kill(writing);
            PostgreSqlTools.Kill(reading);
        });
        reading.StandardInput.Close();
        var readErrors = reading.StandardError.ReadToEndAsync(CancellationToken.None);
        var writeErrors = writing.StandardError.ReadToEndAsync(CancellationToken.None);
        var printed = Task.Run(() => writing.StandardOutput.BaseStream.CopyTo(Stream.Null), CancellationToken.None);
        var input = writing.StandardInput.BaseStream;
        try
        {
            Write(input, "BEGIN;\n");
            reading.StandardOutput.BaseStream.CopyTo(input);
            PostgreSqlTools.Finish(reading, "pg_restore", readErrors, cancellationToken);
            Write(input, Epilogue(installation));
            input.Close();
        }
        catch (IOException)
        {
            // psql has ended, and tells why below.
        }

        PostgreSqlTools.Finish(writing, "psql", writeErrors, cancellationToken);
        printed.GetAwaiter().GetResult();
    }

    /// <summary>The script of a dump leaves no schema to look for names in.</summary>
    private static string Epilogue(RestoredInstallation installation) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""

            SELECT set_config('search_path', n.nspname, true) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                WHERE c.relname = 'installation' AND c.relkind = 'r';
            UPDATE installation SET epoch = '{installation.Epoch}', file_store_id = '{installation.FileStoreId}';
            SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, COALESCE(last_value, 0) + {installation.SkippedIds})
                FROM pg_sequences WHERE schemaname = current_schema();
            COMMIT;
            ANALYZE;

            """
        );

    private static void Write(Stream stream, string text)
    {
        stream.Write(Encoding.UTF8.GetBytes(text));
        stream.Flush();
    }

    private static void Save(Stream dump, FileStream file, CancellationToken cancellationToken)
    {
        using var paced = new PacedStream(file, new Pace(cancellationToken));
        dump.CopyTo(paced, Pace.StepBytes);
    }

    /// <exception cref="BackupException">It can't be reached, or not without a pooler in between.</exception>
    private NpgsqlConnection Open()
    {
        NpgsqlConnection? connection = null;
        try
        {
            connection = new NpgsqlConnection(_connection.ConnectionString);
            connection.Open();
            // A pooler answers with a number of its own. pg_dump would leave its connections changed for everybody else, with no schema to
            // look for tables in, and pg_restore needs one connection from beginning to end.
            if ((int)Scalar(connection, "SELECT pg_backend_pid()")! != connection.ProcessID)
                throw new BackupException(
                    "The database is reached through a pooler, by which it can be neither backed up nor restored. Set Backup:ConnectionString to the address of PostgreSQL itself."
                );
            return connection;
        }
        catch (Exception exception)
        {
            connection?.Dispose();
            if (exception is not NpgsqlException)
                throw;
            throw new BackupException(
                $"The database can't be reached ({exception.Message.ReplaceLineEndings(" ")}). Check Database:ConnectionString, or Backup:ConnectionString if it is set."
            );
        }
    }

    private static object? Scalar(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        return command.ExecuteScalar();
    }
}
