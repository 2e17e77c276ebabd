using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Data.Sqlite;

namespace LiveChat.Ceiling;

/// <summary>One table, one writer, one prepared statement, one commit for all that waits; then the answers and the pushes.</summary>
public sealed class MessageLog(IHubContext<LogHub> hub)
{
    private const int MaxBatchSize = 256;

    private readonly Channel<(SendCall Call, TaskCompletionSource<Message> Answer)> _queue = Channel.CreateUnbounded<(
        SendCall,
        TaskCompletionSource<Message>
    )>(new UnboundedChannelOptions { SingleReader = true });

    public void Open(string path)
    {
        var connection = new SqliteConnection($"Data Source={path}");
        connection.Open();
        Execute(connection, "PRAGMA journal_mode=WAL");
        Execute(connection, "PRAGMA synchronous=FULL");
        Execute(
            connection,
            "CREATE TABLE messages "
                + "(id INTEGER PRIMARY KEY, conversation_id INTEGER, client_message_id TEXT, content TEXT, created_at INTEGER)"
        );
        _ = Task.Run(() => WriteAsync(connection));
    }

    public Task<Message> AppendAsync(SendCall call)
    {
        var answer = new TaskCompletionSource<Message>(TaskCreationOptions.RunContinuationsAsynchronously);
        _queue.Writer.TryWrite((call, answer));
        return answer.Task;
    }

    private async Task WriteAsync(SqliteConnection connection)
    {
        using var begin = Prepare(connection, "BEGIN IMMEDIATE");
        using var commit = Prepare(connection, "COMMIT");
        using var insert = Prepare(
            connection,
            "INSERT INTO messages (conversation_id, client_message_id, content, created_at) VALUES ($p0, $p1, $p2, $p3)"
        );
        for (var i = 0; i < 4; i++)
            insert.Parameters.Add(new SqliteParameter { ParameterName = $"$p{i}" });
        var batch = new List<(SendCall Call, TaskCompletionSource<Message> Answer)>(MaxBatchSize);
        var messages = new List<Message>(MaxBatchSize);
        var id = 0L;
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatchSize && _queue.Reader.TryRead(out var pending))
                batch.Add(pending);
            begin.ExecuteNonQuery();
            foreach (var (call, _) in batch)
            {
                var now = DateTime.UtcNow;
                insert.Parameters[0].Value = call.ConversationId;
                insert.Parameters[1].Value = call.ClientMessageId;
                insert.Parameters[2].Value = call.Content;
                insert.Parameters[3].Value = now.Ticks;
                insert.ExecuteNonQuery();
                id++;
                messages.Add(
                    new Message(
                        id,
                        call.ConversationId,
                        id,
                        id,
                        "sender",
                        call.ClientMessageId,
                        call.Type,
                        call.Content,
                        null,
                        null,
                        null,
                        null,
                        now
                    )
                );
            }

            commit.ExecuteNonQuery();
            for (var i = 0; i < batch.Count; i++)
            {
                batch[i].Answer.SetResult(messages[i]);
                _ = hub
                    .Clients.Group(batch[i].Call.ConversationId.ToString(System.Globalization.CultureInfo.InvariantCulture))
                    .SendAsync("MessageReceived", messages[i]);
            }

            batch.Clear();
            messages.Clear();
        }
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = Prepare(connection, sql);
        command.ExecuteNonQuery();
    }
}
