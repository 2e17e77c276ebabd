using System.Data.Common;
using System.Runtime.CompilerServices;
using LiveChat.Infrastructure.EventLog;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;

namespace LiveChat.Infrastructure.Persistence.Copying;

/// <summary>A table of the model, in the form in which one engine stores it.</summary>
public sealed class CopiedTable
{
    /// <summary>
    /// The event log and the places of its followers are not copied. What the events tell stands in the other tables, and their order is
    /// told by ids that the engines give differently. A follower begins at the end of the log, as a new one does; sessions keep the time
    /// of their end, so none that has ended is taken for alive.
    /// </summary>
    private static readonly Type[] LeftOut = [typeof(LoggedEvent), typeof(FollowerPlace)];

    private readonly string _keys;

    private CopiedTable(ITable table)
    {
        EntityType = table.EntityTypeMappings.First().TypeBase.ClrType;
        Name = table.Name;
        Columns = [.. table.Columns.OrderBy(c => c.Name, StringComparer.Ordinal).Select(c => new CopiedColumn(c))];
        var keys = table.PrimaryKey!.Columns;
        _keys = string.Join(", ", keys.Select(k => $"\"{k.Name}\""));
        KeyName = keys[0].Name;
        HasGeneratedKey = keys is [{ PropertyMappings: [{ Property.ValueGenerated: ValueGenerated.OnAdd }, ..] }];
    }

    public Type EntityType { get; }

    public string Name { get; }

    /// <summary>By name, so that they have the same order in every engine.</summary>
    public IReadOnlyList<CopiedColumn> Columns { get; }

    public string KeyName { get; }

    /// <summary>Whether the table itself gives its rows their ids.</summary>
    public bool HasGeneratedKey { get; }

    public bool IsCopied => !LeftOut.Contains(EntityType);

    public string ColumnList => string.Join(", ", Columns.Select(c => c.QuotedName));

    /// <summary>All tables of a model; each comes behind those that it refers to.</summary>
    public static IReadOnlyList<CopiedTable> AllOf(IModel model)
    {
        var waiting = model.GetRelationalModel().Tables.OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        var ordered = new List<CopiedTable>();
        while (waiting.Count > 0)
        {
            var next = waiting.First(t => t.ForeignKeyConstraints.All(f => f.PrincipalTable == t || !waiting.Contains(f.PrincipalTable)));
            waiting.Remove(next);
            ordered.Add(new CopiedTable(next));
        }

        return ordered;
    }

    public long Count(LiveChatDbContext db)
    {
        db.Database.OpenConnection();
        using var command = db.CreateCopyCommand($"SELECT COUNT(*) FROM \"{Name}\"");
        return (long)command.ExecuteScalar()!;
    }

    public async Task<bool> HasRowsAsync(LiveChatDbContext db, CancellationToken cancellationToken)
    {
        await using var command = db.CreateCopyCommand($"SELECT 1 FROM \"{Name}\" LIMIT 1");
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    /// <summary>The rows in the order of their keys, so that a message comes behind the one that it quotes.</summary>
    public async IAsyncEnumerable<object?[]> ReadAsync(LiveChatDbContext db, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await using var command = db.CreateCopyCommand($"SELECT {ColumnList} FROM \"{Name}\" ORDER BY {_keys}");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object?[Columns.Count];
            for (var i = 0; i < row.Length; i++)
                row[i] = Columns[i].Read(reader, i);
            yield return row;
        }
    }

    /// <summary>Counts the rows and sums up each column.</summary>
    public async Task<TableTally> TallyAsync(LiveChatDbContext db, ITableStore store, CancellationToken cancellationToken)
    {
        var sums = Columns.Select(c => $"CAST(COALESCE(SUM({c.Measure(store)}), 0) AS BIGINT)");
        await using var command = db.CreateCopyCommand($"SELECT COUNT(*), {string.Join(", ", sums)} FROM \"{Name}\"");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new TableTally(Name, reader.GetInt64(0), [.. Columns.Select((c, i) => (c.Name, reader.GetInt64(i + 1)))]);
    }
}

/// <summary>A column of a table. Its values are numbers, flags, texts, bytes or lists of texts, whichever engine stores them.</summary>
public sealed class CopiedColumn(IColumn column)
{
    /// <summary>A prime below which numbers are summed up, because the sum of all times would not fit into 64 bits.</summary>
    private const int Modulus = 1_000_000_007;

    private readonly RelationalTypeMapping _mapping = column.PropertyMappings[0].TypeMapping;

    private readonly bool _isList = column.PropertyMappings[0].Property.IsPrimitiveCollection;

    public string Name => column.Name;

    public string QuotedName => $"\"{column.Name}\"";

    public string StoreType => column.StoreType;

    private Type StoredType => _mapping.Converter?.ProviderClrType ?? _mapping.ClrType;

    /// <summary>A list that is stored as JSON.</summary>
    private bool IsJson => _isList && StoredType == typeof(string);

    public object? Read(DbDataReader reader, int ordinal) =>
        reader.IsDBNull(ordinal) ? null
        : IsJson ? ((IEnumerable<string>)_mapping.Converter!.ConvertFromProvider(reader.GetString(ordinal))!).ToArray()
        : _isList ? reader.GetFieldValue<string[]>(ordinal)
        : Type.GetTypeCode(StoredType) switch
        {
            TypeCode.Boolean => reader.GetBoolean(ordinal),
            TypeCode.Int32 => reader.GetInt32(ordinal),
            TypeCode.Int64 => reader.GetInt64(ordinal),
            TypeCode.String => reader.GetString(ordinal),
            _ when StoredType == typeof(byte[]) => reader.GetFieldValue<byte[]>(ordinal),
            _ => throw Unknown(),
        };

    /// <summary>A value that was read from any engine, as this column's engine stores it.</summary>
    public object? ToStored(object? value) => value is string[] list && IsJson ? _mapping.Converter!.ConvertToProvider(list) : value;

    /// <summary>What of a value is summed up: a number itself, the length of texts and bytes.</summary>
    public string Measure(ITableStore store) =>
        _isList
            ? store.CountElements(QuotedName)
            : Type.GetTypeCode(StoredType) switch
            {
                TypeCode.Boolean => $"CAST({QuotedName} AS INTEGER)",
                TypeCode.Int32 or TypeCode.Int64 => $"{QuotedName} % {Modulus}",
                TypeCode.String => $"octet_length({QuotedName})",
                _ when StoredType == typeof(byte[]) => $"octet_length({QuotedName})",
                _ => throw Unknown(),
            };

    private NotSupportedException Unknown() => new($"{column.Table.Name}.{Name} is a {StoredType.Name}, which a copy can't read yet.");
}

/// <summary>What was counted in a table.</summary>
/// <param name="Sums">Of each column.</param>
public sealed record TableTally(string Table, long Rows, IReadOnlyList<(string Column, long Sum)> Sums)
{
    /// <summary>All sums together.</summary>
    public long Sum => Sums.Sum(s => s.Sum);

    /// <returns>What differs, in words; null when nothing does.</returns>
    public string? FindDifference(TableTally copy)
    {
        if (Rows != copy.Rows)
            return $"{Table} has {Rows} rows, and its copy {copy.Rows}";
        var (original, other) = Sums.Zip(copy.Sums).FirstOrDefault(pair => pair.First != pair.Second);
        return original == other ? null : $"{Table}.{original.Column} sums up to {original.Sum}, and its copy to {other.Sum}";
    }
}

internal static class CopyCommands
{
    /// <summary>A command in the transaction of the copy. A whole table takes its time, so none has a limit.</summary>
    public static DbCommand CreateCopyCommand(this LiveChatDbContext db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandTimeout = 0;
        command.CommandText = sql;
        return command;
    }
}
