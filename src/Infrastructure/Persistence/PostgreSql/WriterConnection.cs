using System.Data;
using Npgsql;

namespace LiveChat.Infrastructure.Persistence.PostgreSql;

/// <summary>
/// The writer's own connection. It prepares its statements where PostgreSQL itself is at the other end: a pooler would hand each
/// transaction to another session, which knows nothing of them.
/// </summary>
internal sealed class WriterConnection : IDisposable
{
    private readonly NpgsqlConnection _connection;
    private readonly bool _canPrepare;

    private WriterConnection(NpgsqlConnection connection, bool canPrepare)
    {
        _connection = connection;
        _canPrepare = canPrepare;
    }

    public bool IsOpen => _connection.State == ConnectionState.Open;

    public static WriterConnection Open(NpgsqlDataSource source)
    {
        var connection = source.OpenConnection();
        try
        {
            using var command = new NpgsqlCommand("SELECT pg_backend_pid()", connection);
            // A pooler makes up the numbers of processes that it tells its clients.
            return new WriterConnection(connection, canPrepare: command.ExecuteScalar() is int process && process == connection.ProcessID);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    public NpgsqlBatch CreateBatch() => new(_connection);

    public NpgsqlDataReader Read(NpgsqlBatch batch)
    {
        if (_canPrepare)
            batch.Prepare();
        return batch.ExecuteReader();
    }

    public void Run(NpgsqlBatch batch)
    {
        if (_canPrepare)
            batch.Prepare();
        batch.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();
}
