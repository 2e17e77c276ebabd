using LiveChat.Infrastructure.Conversations;
using LiveChat.Infrastructure.Sealing;
using Npgsql;

namespace LiveChat.Infrastructure.Persistence.PostgreSql;

/// <summary>Keeps the writer's own connection, and opens another when that one is lost.</summary>
public sealed class PostgreSqlConversationDatabase(PostgreSqlDatabase database, Seal seal, TimeProvider clock)
    : IConversationDatabase,
        IDisposable
{
    private WriterConnection? _connection;

    public IConversationTransaction Begin(IEnumerable<ExpectedLookups> expected)
    {
        var isNew = _connection is null;
        try
        {
            _connection ??= WriterConnection.Open(database.DataSource);
            var statements = new PostgreSqlConversationStatements(_connection);
            statements.Begin(database.FirstStatement, expected);
            return new ConversationBatch(
                statements,
                seal,
                clock,
                isUsable =>
                {
                    if (!isUsable)
                        Dispose();
                }
            );
        }
        catch (NpgsqlException) when (!isNew && _connection is { IsOpen: false })
        {
            // The database was away meanwhile, and nothing has been done yet.
            Dispose();
            return Begin(expected);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
