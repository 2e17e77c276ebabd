namespace LiveChat.UnitTests.Conversations;

/// <summary>Runs each mutation at once on the one store it has.</summary>
internal sealed class InlineConversationWriter(IConversationStore store) : IConversationWriter
{
    public int Writes { get; private set; }

    public Task<Result<T>> WriteAsync<T>(
        Func<IConversationStore, Result<T>> mutation,
        ExpectedLookups expected,
        CancellationToken cancellationToken
    )
    {
        Writes++;
        return Task.FromResult(mutation(store));
    }
}

/// <summary>Refuses everything, as the writer does when its queue is full.</summary>
internal sealed class BusyConversationWriter : IConversationWriter
{
    public Task<Result<T>> WriteAsync<T>(
        Func<IConversationStore, Result<T>> mutation,
        ExpectedLookups expected,
        CancellationToken cancellationToken
    ) => Task.FromResult<Result<T>>(LiveChat.Domain.Conversations.ConversationErrors.Busy);
}
