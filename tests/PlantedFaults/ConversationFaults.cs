using LiveChat.Infrastructure.Conversations;
using LiveChat.Infrastructure.Persistence.Sqlite;

namespace LiveChat.PlantedFaults;

/// <summary>Faults of whoever keeps the conversations.</summary>
internal static class ConversationFaults
{
    private const int FailsOneIn = 20;

    /// <summary>Long enough for something to happen in between.</summary>
    private static readonly TimeSpan Late = TimeSpan.FromMilliseconds(50);

    /// <summary>Longer than a busy machine takes to bring an answer to its sender.</summary>
    private static readonly TimeSpan VeryLate = TimeSpan.FromMilliseconds(1_500);

    /// <summary>Senders are answered at once; the commit follows.</summary>
    public static IConversationDatabase AcknowledgeBeforeCommit(IConversationDatabase store)
    {
        var gate = new Lock();
        IConversationTransaction? uncommitted = null;
        return OnBegin(
            store,
            begin =>
            {
                // The writer waits here. Under load the next batch would otherwise commit this one before the server can be killed.
                if (uncommitted is not null)
                    Thread.Sleep(VeryLate);
                Finish();
                var inner = begin();
                var isSend = false;
                return OnCall(
                    inner,
                    (method, arguments, goOn) =>
                    {
                        isSend |= IsSend(method, arguments);
                        switch (method)
                        {
                            case nameof(IConversationTransaction.Commit) when isSend:
                                uncommitted = inner;
                                _ = Task.Delay(VeryLate).ContinueWith(_ => Finish(), TaskScheduler.Default);
                                return null;
                            case nameof(IDisposable.Dispose) when uncommitted == inner:
                                return null;
                            default:
                                return goOn();
                        }
                    }
                );
            }
        );

        void Finish()
        {
            lock (gate)
            {
                uncommitted?.Commit();
                uncommitted?.Dispose();
                uncommitted = null;
            }
        }
    }

    /// <summary>A retry is a new message.</summary>
    public static IConversationDatabase StoreDoubles(IConversationDatabase store, SqliteDatabase database)
    {
        var isPrepared = false;
        return OnBegin(
            store,
            begin =>
            {
                if (!isPrepared)
                    Run(database, "DROP INDEX IF EXISTS ux_messages_client_message_id");
                isPrepared = true;
                return OnCall(
                    begin(),
                    (method, arguments, goOn) =>
                        method == nameof(IConversationTransaction.FindMessage) && arguments.Any(a => a is Domain.Messages.ClientMessageId)
                            ? null
                            : goOn()
                );
            }
        );
    }

    /// <summary>Counters are read, and written back later, by somebody who is not the writer.</summary>
    public static IConversationDatabase CountOutsideWriter(IConversationDatabase store, SqliteDatabase database) =>
        AfterSend(
            store,
            conversation =>
                Task.Run(async () =>
                {
                    using var connection = database.OpenForWriting();
                    using var command = connection.CreateCommand();
                    command.CommandText =
                        $"SELECT group_concat(unread_count || ' WHERE conversation_id = {conversation} AND user_id = ' || quote(user_id), ';') FROM participants WHERE conversation_id = {conversation}";
                    var counted = (string)command.ExecuteScalar()!;
                    await Task.Delay(Late);
                    command.CommandText = string.Concat(counted.Split(';').Select(c => $"UPDATE participants SET unread_count = {c};"));
                    command.ExecuteNonQuery();
                })
        );

    /// <summary>Sends take their number before they know that they succeed: the number of one that fails is gone.</summary>
    public static IConversationDatabase TakeSequencesOutsideTransaction(IConversationDatabase store, SqliteDatabase database)
    {
        var count = 0;
        return AfterSend(
            store,
            conversation =>
            {
                if (Interlocked.Increment(ref count) % FailsOneIn == 0)
                    Run(database, $"UPDATE conversations SET last_sequence = last_sequence + 1 WHERE id = {conversation}");
            }
        );
    }

    private static IConversationDatabase AfterSend(IConversationDatabase store, Action<long> act) =>
        OnBegin(
            store,
            begin =>
            {
                var sent = new HashSet<long>();
                return OnCall(
                    begin(),
                    (method, arguments, goOn) =>
                    {
                        if (IsSend(method, arguments))
                            sent.Add(((Domain.Messages.MessageView)arguments[0]!).Message.ConversationId.Value);
                        var result = goOn();
                        if (method == nameof(IDisposable.Dispose))
                            sent.ToList().ForEach(act);
                        return result;
                    }
                );
            }
        );

    private static bool IsSend(string method, object?[] arguments) =>
        method == nameof(IConversationTransaction.Add) && arguments is [Domain.Messages.MessageView];

    private static IConversationDatabase OnBegin(
        IConversationDatabase store,
        Func<Func<IConversationTransaction>, IConversationTransaction> begin
    ) => Interceptor<IConversationDatabase>.Before(store, (_, _, goOn) => begin(() => (IConversationTransaction)goOn()!));

    private static IConversationTransaction OnCall(IConversationTransaction transaction, Interceptor<IConversationTransaction>.Hook hook) =>
        Interceptor<IConversationTransaction>.Before(transaction, hook);

    private static void Run(SqliteDatabase database, string sql)
    {
        using var lease = database.LockForWriting();
        using var connection = database.OpenForWriting();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
