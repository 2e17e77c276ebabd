using LiveChat.Infrastructure.Conversations;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LiveChat.Infrastructure.Persistence.Sqlite;

/// <summary>
/// One SQL statement, prepared once. ADO.NET's command looks every parameter up by its name each time it runs, which costs
/// the writer more than SQLite itself (ADR-005); here parameters are bound by place, <c>?1</c> first.
/// </summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    /// <exception cref="SqliteException">The SQL is not understood.</exception>
    public PreparedStatement(SqliteConnection connection, string sql)
    {
        _database = connection.Handle!;
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    /// <summary>Runs the statement for its effect.</summary>
    /// <exception cref="SqliteException">It failed: a constraint, a full disk, a failed sync.</exception>
    public void Run(params ReadOnlySpan<object?> values)
    {
        using var rows = Query(values);
        rows.Read();
    }

    /// <summary>Runs the statement for the one number that it gives.</summary>
    /// <inheritdoc cref="Run"/>
    public long RunForNumber(params ReadOnlySpan<object?> values)
    {
        using var rows = Query(values);
        return rows.Read() ? rows.Number(0) : throw new InvalidOperationException("The statement gave no row.");
    }

    /// <summary>Runs the statement for its rows; dispose them before it runs again.</summary>
    public Rows Query(params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
            Check(Bind(i + 1, values[i]));
        return new Rows(this);
    }

    public void Dispose() => _statement.Dispose();

    private int Bind(int place, object? value) =>
        value switch
        {
            null => raw.sqlite3_bind_null(_statement, place),
            long number => raw.sqlite3_bind_int64(_statement, place, number),
            int number => raw.sqlite3_bind_int(_statement, place, number),
            bool flag => raw.sqlite3_bind_int(_statement, place, flag ? 1 : 0),
            string text => raw.sqlite3_bind_text(_statement, place, text),
            byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
            _ => throw new ArgumentException($"A {value.GetType().Name} can't be stored.", nameof(value)),
        };

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
            SqliteException.ThrowExceptionForRC(code, _database);
    }

    /// <summary>The rows of one run, one at a time.</summary>
    public readonly ref struct Rows(PreparedStatement owner) : IStoredRow, IDisposable
    {
        /// <summary>Goes on to the next row.</summary>
        /// <returns>False when there is none.</returns>
        /// <inheritdoc cref="Run"/>
        public bool Read()
        {
            var code = raw.sqlite3_step(owner._statement);
            if (code is not (raw.SQLITE_ROW or raw.SQLITE_DONE))
                SqliteException.ThrowExceptionForRC(code, owner._database);
            return code == raw.SQLITE_ROW;
        }

        public bool IsNull(int column) => raw.sqlite3_column_type(owner._statement, column) == raw.SQLITE_NULL;

        public long Number(int column) => raw.sqlite3_column_int64(owner._statement, column);

        public bool Flag(int column) => Number(column) != 0;

        public string Text(int column) => raw.sqlite3_column_text(owner._statement, column).utf8_to_string();

        public byte[] Bytes(int column) => raw.sqlite3_column_blob(owner._statement, column).ToArray();

        /// <summary>Makes the statement ready to run again. Its error, if there was one, has been thrown already.</summary>
        public void Dispose() => raw.sqlite3_reset(owner._statement);
    }
}

/// <summary>The statements of one connection, which go with it.</summary>
internal sealed class PreparedStatements(SqliteConnection connection) : IDisposable
{
    private readonly List<PreparedStatement> _all = [];

    /// <inheritdoc cref="PreparedStatement(SqliteConnection, string)"/>
    public PreparedStatement Prepare(string sql)
    {
        var statement = new PreparedStatement(connection, sql);
        _all.Add(statement);
        return statement;
    }

    public void Dispose()
    {
        foreach (var statement in _all)
            statement.Dispose();
        connection.Dispose();
    }
}
