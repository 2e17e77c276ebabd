using Npgsql;

namespace LiveChat.Infrastructure.Persistence.PostgreSql;

/// <summary>Looks at a database by statements that only read.</summary>
internal static class PostgreSqlExamination
{
    /// <summary>
    /// PostgreSQL has no quick look for damage without an extension. It counts pages that did not fit their checksum when they were read;
    /// without checksums the count is null.
    /// </summary>
    private const string State = """
        SELECT clock_timestamp(),
               current_setting('transaction_read_only')::bool OR pg_is_in_recovery(),
               COALESCE((SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()), 0),
               to_regclass('conversations') IS NOT NULL AND to_regclass('"__EFMigrationsHistory"') IS NOT NULL
        """;

    public static async Task<DatabaseExamination> RunAsync(
        NpgsqlDataSource source,
        DatabaseMeasure measure,
        CancellationToken cancellationToken
    )
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        DateTimeOffset time;
        bool isReadOnly;
        bool hasTables;
        long failures;
        await using (var command = new NpgsqlCommand(State, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            await reader.ReadAsync(cancellationToken);
            time = reader.GetFieldValue<DateTimeOffset>(0);
            isReadOnly = reader.GetBoolean(1);
            failures = reader.GetInt64(2);
            hasTables = reader.GetBoolean(3);
        }

        return new DatabaseExamination(
            measure,
            FreeBytes: null,
            hasTables ? await MigrationHistory.ReadAsync(connection, cancellationToken) : [],
            isReadOnly,
            hasTables ? await ReadNewestAsync(connection, cancellationToken) : null,
            time
        )
        {
            Damage = failures == 0 ? null : $"{failures} pages did not fit their checksum (pg_stat_database.checksum_failures)",
        };
    }

    private static async Task<DateTimeOffset?> ReadNewestAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("SELECT MAX(updated_at) FROM conversations", connection);
        return await command.ExecuteScalarAsync(cancellationToken) is long milliseconds
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
            : null;
    }
}
