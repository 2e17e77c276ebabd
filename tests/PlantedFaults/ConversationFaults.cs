using LiveChat.Infrastructure.Conversations;
using LiveChat.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

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
    public static IConversationDatabase StoreDoubles(IConversationDatabase store, IServiceProvider services)
    {
        var isPrepared = false;
        return OnBegin(
            store,
            begin =>
            {
                if (!isPrepared)
                {
                    using var scope = services.CreateScope();
                    scope
                        .ServiceProvider.GetRequiredService<LiveChatDbContext>()
                        .Database.ExecuteSqlRaw("DROP INDEX IF EXISTS ux_messages_client_message_id");
                }

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
    public static IConversationDatabase CountOutsideWriter(IConversationDatabase store, IServiceProvider services) =>
        AfterSend(
            store,
            conversation =>
                Task.Run(async () =>
                {
                    await using var scope = services.CreateAsyncScope();
                    var participants = scope
                        .ServiceProvider.GetRequiredService<LiveChatDbContext>()
                        .Participants.Where(p => p.ConversationId == conversation);
                    var counted = await participants.Select(p => new { p.UserId, p.UnreadCount }).ToListAsync();
                    await Task.Delay(Late);
                    foreach (var (user, count) in counted.Select(c => (c.UserId, c.UnreadCount)))
                        await participants
                            .Where(p => p.UserId == user)
                            .ExecuteUpdateAsync(set => set.SetProperty(p => p.UnreadCount, count));
                })
        );

    /// <summary>Sends take their number before they know that they succeed: the number of one that fails is gone.</summary>
    public static IConversationDatabase TakeSequencesOutsideTransaction(IConversationDatabase store, IServiceProvider services)
    {
        var count = 0;
        return AfterSend(
            store,
            conversation =>
            {
                if (Interlocked.Increment(ref count) % FailsOneIn != 0)
                    return;
                using var scope = services.CreateScope();
                scope
                    .ServiceProvider.GetRequiredService<LiveChatDbContext>()
                    .Conversations.Where(c => c.Id == conversation)
                    .ExecuteUpdate(set => set.SetProperty(c => c.LastSequence, c => c.LastSequence + 1));
            }
        );
    }

    private static IConversationDatabase AfterSend(IConversationDatabase store, Action<Domain.Conversations.ConversationId> act) =>
        OnBegin(
            store,
            begin =>
            {
                var sent = new HashSet<Domain.Conversations.ConversationId>();
                return OnCall(
                    begin(),
                    (method, arguments, goOn) =>
                    {
                        if (IsSend(method, arguments))
                            sent.Add(((Domain.Messages.MessageView)arguments[0]!).Message.ConversationId);
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
}
