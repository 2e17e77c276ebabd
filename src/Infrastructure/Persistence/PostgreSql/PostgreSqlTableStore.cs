using System.Globalization;
using LiveChat.Infrastructure.Persistence.Copying;
using Npgsql;

namespace LiveChat.Infrastructure.Persistence.PostgreSql;

/// <summary>Copies of whole tables, from PostgreSQL and into it by <c>COPY</c>.</summary>
public sealed class PostgreSqlTableStore : ITableStore
{
    /// <summary>Rows of one <c>COPY</c>. The server remembers each row until its end, to check the foreign keys.</summary>
    private const int BatchSize = 50_000;

    public async Task AddAsync(
        LiveChatDbContext db,
        CopiedTable table,
        IAsyncEnumerable<object?[]> rows,
        CancellationToken cancellationToken
    )
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var row = rows.GetAsyncEnumerator(cancellationToken);
        var hasRow = await row.MoveNextAsync();
        while (hasRow)
        {
            await using var import = await connection.BeginBinaryImportAsync(
                $"COPY \"{table.Name}\" ({table.ColumnList}) FROM STDIN (FORMAT BINARY)",
                cancellationToken
            );
            import.Timeout = TimeSpan.Zero;
            for (var i = 0; hasRow && i < BatchSize; i++)
            {
                await WriteAsync(import, table, row.Current, cancellationToken);
                hasRow = await row.MoveNextAsync();
            }

            await import.CompleteAsync(cancellationToken);
        }
    }

    public async Task<long?> FindLastIdAsync(LiveChatDbContext db, CopiedTable table, CancellationToken cancellationToken)
    {
        if (await FindSequenceAsync(db, table, cancellationToken) is not { } sequence)
            return null;
        await using var command = db.CreateCopyCommand($"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {sequence}");
        return (long)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async Task GoOnBehindAsync(LiveChatDbContext db, CopiedTable table, long lastId, CancellationToken cancellationToken)
    {
        if (await FindSequenceAsync(db, table, cancellationToken) is not { } sequence)
            return;
        // The id counts as given: the end of the log is the last place that was.
        var last = Math.Max(lastId, 1).ToString(CultureInfo.InvariantCulture);
        await using var command = db.CreateCopyCommand($"SELECT setval('{sequence}', {last}, {(lastId > 0 ? "true" : "false")})");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public string CountElements(string column) => $"cardinality({column})";

    /// <summary>Takes the statistics by which queries are planned, instead of leaving the first users to wait for them.</summary>
    public async Task SettleAsync(LiveChatDbContext db, CancellationToken cancellationToken)
    {
        foreach (var table in CopiedTable.AllOf(db.Model))
        {
            await using var command = db.CreateCopyCommand($"ANALYZE \"{table.Name}\"");
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task WriteAsync(NpgsqlBinaryImporter import, CopiedTable table, object?[] row, CancellationToken cancellationToken)
    {
        await import.StartRowAsync(cancellationToken);
        for (var i = 0; i < row.Length; i++)
        {
            if (table.Columns[i].ToStored(row[i]) is { } value)
                await import.WriteAsync(value, table.Columns[i].StoreType, cancellationToken);
            else
                await import.WriteNullAsync(cancellationToken);
        }
    }

    /// <summary>The sequence of a table's ids, quoted. Messages have theirs from the places of the log.</summary>
    private static async Task<string?> FindSequenceAsync(LiveChatDbContext db, CopiedTable table, CancellationToken cancellationToken)
    {
        if (table.EntityType == typeof(Message))
            return PostgreSqlEngine.LogPlaces;
        if (!table.HasGeneratedKey)
            return null;
        await using var command = db.CreateCopyCommand($"SELECT pg_get_serial_sequence('\"{table.Name}\"', '{table.KeyName}')");
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }
}
