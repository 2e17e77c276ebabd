using LiveChat.Infrastructure.Backups;
using LiveChat.Infrastructure.Settings;
using Microsoft.Data.Sqlite;

namespace LiveChat.Infrastructure.Persistence.Sqlite;

/// <summary>Backups of the database file by <c>VACUUM INTO</c>: one read transaction, which keeps nobody from writing.</summary>
internal sealed class SqliteBackup(SqliteDatabase database) : IDatabaseBackup
{
    private string FilePath =>
        database.FilePath ?? throw new BackupException("Database:ConnectionString names no file, so there is nothing to back up.");

    public string UnpackPath => RestoringPathOf(FilePath);

    /// <summary>A database that is being restored lies here until it is whole.</summary>
    public static string RestoringPathOf(string file) => $"{file}.restoring";

    public void Snapshot(FileStream file, Action<LiveChatDbContext> inSnapshot, CancellationToken cancellationToken)
    {
        VacuumInto(FilePath, file, cancellationToken);
        using var db = new SqliteContext(
            new DbContextOptionsBuilder<SqliteContext>().UseSqlite(Connect(file.Name, SqliteOpenMode.ReadOnly)).Options
        );
        inSnapshot(db);
    }

    /// <summary>Writes a compact copy of a database that may be in use.</summary>
    /// <param name="target">An empty file of this process.</param>
    /// <exception cref="BackupException">It can't be written.</exception>
    public static void VacuumInto(string source, FileStream target, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = Open(source, SqliteOpenMode.ReadWrite);
            using var interrupting = cancellationToken.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle));
            using var flushing = new SteadyFlush(target);
            using var command = connection.CreateCommand();
            command.CommandTimeout = 0;
            command.CommandText = "VACUUM INTO $target";
            command.Parameters.AddWithValue("$target", target.Name);
            command.ExecuteNonQuery();
        }
        catch (SqliteException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new BackupException(
                $"The database can't be copied to {target.Name} ({exception.Message.ReplaceLineEndings(" ")}). Check that there is room on that disk."
            );
        }
    }

    /// <summary>Checks that a file is a whole database, and has what the manifest says.</summary>
    /// <exception cref="BackupException">It is not.</exception>
    public static void Check(string file, BackupManifest manifest, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = Open(file, SqliteOpenMode.ReadOnly);
            using var interrupting = cancellationToken.Register(() => SQLitePCL.raw.sqlite3_interrupt(connection.Handle));
            if (Scalar(connection, "PRAGMA integrity_check") is not "ok" and var fault)
                throw new BackupException($"The database of the backup is damaged ({fault}). Use another backup.");
            if (Scalar(connection, "SELECT COUNT(*) FROM pragma_foreign_key_check") is not 0L)
                throw new BackupException(
                    "The database of the backup is damaged (rows are missing that others refer to). Use another backup."
                );
            if (Scalar(connection, "SELECT MAX(MigrationId) FROM __EFMigrationsHistory") is not string schema || schema != manifest.Schema)
                throw new BackupException("The database of the backup has another schema than its manifest says. Use another backup.");
            foreach (var (table, rows) in manifest.Tables)
            {
                if (
                    Scalar(connection, $"SELECT COUNT(*) FROM \"{table.Replace("\"", "", StringComparison.Ordinal)}\"") is not long count
                    || count != rows
                )
                    throw new BackupException(
                        $"The table {table} of the backup has other rows than its manifest says. Use another backup."
                    );
            }
        }
        catch (SqliteException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new BackupException(
                $"The database of the backup can't be opened ({exception.Message.ReplaceLineEndings(" ")}). Use another backup."
            );
        }
    }

    public bool IsEmpty() => !database.HasContent && new FileInfo($"{FilePath}-wal") is not { Exists: true, Length: > 0 };

    public string? FindEpoch()
    {
        if (!database.HasContent)
            return null;
        try
        {
            using var connection = Open(FilePath, SqliteOpenMode.ReadWrite);
            return Scalar(connection, "SELECT epoch FROM installation") as string;
        }
        catch (SqliteException)
        {
            // It is another program's, or of another version.
            return null;
        }
    }

    public void Restore(string file, RestoredInstallation installation, CancellationToken cancellationToken)
    {
        using (var connection = Open(file, SqliteOpenMode.ReadWrite))
        using (var transaction = connection.BeginTransaction())
        using (var command = connection.CreateCommand())
        {
            command.Transaction = transaction;
            command.CommandText = """
                UPDATE installation SET epoch = $epoch, file_store_id = $store;
                INSERT INTO sqlite_sequence (name, seq) SELECT name, 0 FROM sqlite_master
                    WHERE type = 'table' AND sql LIKE '%AUTOINCREMENT%' AND name NOT IN (SELECT name FROM sqlite_sequence);
                UPDATE sqlite_sequence SET seq = seq + $skipped;
                """;
            command.Parameters.AddWithValue("$epoch", installation.Epoch);
            command.Parameters.AddWithValue("$store", installation.FileStoreId);
            command.Parameters.AddWithValue("$skipped", installation.SkippedIds);
            command.ExecuteNonQuery();
            transaction.Commit();
        }

        cancellationToken.ThrowIfCancellationRequested();
        foreach (var remains in new[] { FilePath, $"{FilePath}-wal", $"{FilePath}-shm" })
            File.Delete(remains);
        PrivateFiles.PutInPlace(file, FilePath);
    }

    /// <summary>Without a pool, because a pooled connection would keep a file open that is moved or deleted.</summary>
    private static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(Connect(file, mode));
        connection.Open();
        return connection;
    }

    private static string Connect(string file, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = mode,
            Pooling = false,
        }.ToString();

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandTimeout = 0;
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    /// <summary>
    /// Brings a growing file to disk bit by bit. Otherwise the system does so in one piece, and the commits of all messages wait behind it.
    /// </summary>
    private sealed class SteadyFlush : IDisposable
    {
        private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(10);

        private readonly CancellationTokenSource _end = new();
        private readonly Thread _thread;

        public SteadyFlush(FileStream file)
        {
            _thread = new Thread(() => Run(file)) { IsBackground = true, Name = "LiveChat backup flush" };
            _thread.Start();
        }

        public void Dispose()
        {
            _end.Cancel();
            _thread.Join();
            _end.Dispose();
        }

        private void Run(FileStream file)
        {
            while (!_end.Token.WaitHandle.WaitOne(Interval))
            {
                try
                {
                    RandomAccess.FlushToDisk(file.SafeFileHandle);
                }
                catch (Exception exception) when (PrivateFiles.IsOfDisk(exception))
                {
                    // SQLite will say itself what is wrong.
                }
            }
        }
    }
}
