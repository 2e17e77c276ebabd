using LiveChat.Infrastructure.Conversations;
using LiveChat.Infrastructure.Sealing;

namespace LiveChat.Infrastructure.Persistence.Sqlite;

/// <summary>
/// Keeps the writer's own connection with its prepared statements; EF Core's change tracker would cost more than the sync to disk
/// (ADR-003).
/// </summary>
public sealed class SqliteConversationDatabase(SqliteDatabase database, Seal seal, TimeProvider clock) : IConversationDatabase, IDisposable
{
    private SqliteConversationStatements? _statements;

    /// <param name="expected">Unused: asking this database one by one costs nothing that asking at once would save.</param>
    public IConversationTransaction Begin(IEnumerable<ExpectedLookups> expected)
    {
        var lease = database.LockForWriting();
        try
        {
            _statements ??= new SqliteConversationStatements(new PreparedStatements(database.OpenForWriting()));
            _statements.Begin();
            return new ConversationBatch(
                _statements,
                seal,
                clock,
                isUsable =>
                {
                    if (!isUsable)
                        Reset();
                    lease.Dispose();
                }
            );
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
