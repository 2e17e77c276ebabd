using LiveChat.Infrastructure.Persistence.Sqlite;
using LiveChat.Infrastructure.Sealing;
using Microsoft.Data.Sqlite;

namespace LiveChat.Infrastructure.Conversations;

/// <summary>
/// Keeps the writer's own connection with its prepared statements; EF Core's change tracker would cost more than the sync to disk
/// (ADR-003).
/// </summary>
public sealed class SqliteConversationStore(SqliteDatabase database, Seal seal, TimeProvider clock) : IConversationStore, IDisposable
{
    private SqliteConversationStatements? _statements;

    public IConversationTransaction Begin()
    {
        var lease = database.LockForWriting();
        try
        {
            _statements ??= new SqliteConversationStatements(new PreparedStatements(database.OpenForWriting()));
            _statements.Begin();
            return new SqliteConversationTransaction(_statements, seal, lease, clock, onBroken: Reset);
        }
        catch
        {
            Reset();
            lease.Dispose();
            throw;
        }
    }

    public void Dispose() => Reset();

    /// <summary>After a failure the connection's state is unknown; the next transaction opens another.</summary>
    private void Reset()
    {
        _statements?.Dispose();
        _statements = null;
    }
}
