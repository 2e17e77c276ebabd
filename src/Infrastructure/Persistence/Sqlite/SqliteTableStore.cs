using System.Data.Common;
using LiveChat.Infrastructure.Persistence.Copying;

namespace LiveChat.Infrastructure.Persistence.Sqlite;

/// <summary>Copies of whole tables, from SQLite and into it.</summary>
public sealed class SqliteTableStore : ITableStore
{
    public async Task AddAsync(
        LiveChatDbContext db,
        CopiedTable table,
        IAsyncEnumerable<object?[]> rows,
        CancellationToken cancellationToken
    )
    {
        var values = string.Join(", ", table.Columns.Select((_, i) => $"${i}"));
        await using var insert = db.CreateCopyCommand($"INSERT INTO \"{table.Name}\" ({table.ColumnList}) VALUES ({values})");
        foreach (var i in Enumerable.Range(0, table.Columns.Count))
            AddParameter(insert, $"${i}", null);
        await foreach (var row in rows.WithCancellation(cancellationToken))
        {
            for (var i = 0; i < row.Length; i++)
                insert.Parameters[i].Value = table.Columns[i].ToStored(row[i]) ?? DBNull.Value;
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public async Task<long?> FindLastIdAsync(LiveChatDbContext db, CopiedTable table, CancellationToken cancellationToken)
    {
        if (!table.HasGeneratedKey)
            return null;
        await using var command = db.CreateCopyCommand("SELECT seq FROM sqlite_sequence WHERE name = $name");
        AddParameter(command, "$name", table.Name);
        return await command.ExecuteScalarAsync(cancellationToken) as long? ?? 0;
    }

    public async Task GoOnBehindAsync(LiveChatDbContext db, CopiedTable table, long lastId, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCopyCommand(
            "DELETE FROM sqlite_sequence WHERE name = $name; INSERT INTO sqlite_sequence (name, seq) VALUES ($name, $last)"
        );
        AddParameter(command, "$name", table.Name);
        AddParameter(command, "$last", lastId);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public string CountElements(string column) => $"json_array_length({column})";

    /// <summary>Moves everything from the write-ahead log, which has grown as large as the data, into the file.</summary>
    public async Task SettleAsync(LiveChatDbContext db, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCopyCommand("PRAGMA wal_checkpoint(TRUNCATE)");
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static void AddParameter(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
