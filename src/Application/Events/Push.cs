namespace LiveChat.Application.Events;

/// <summary>Tells connections of what is committed. A push may be lost; clients then see by the heads that they lack something.</summary>
public interface IPush
{
    bool Takes(IDomainEvent domainEvent);

    Task PushAsync(IDomainEvent domainEvent);
}

/// <summary>A push that asks the store, and so goes its own pace.</summary>
public interface IQueryingPush : IPush;

/// <summary>
/// Pushes an event from memory, right after its commit and in the order of the commits. Everything else waits behind it, so it asks nobody
/// for anything: it is a singleton, into which the container lets nothing that asks the store.
/// </summary>
public abstract class Push<TEvent>(ILogger logger) : IPush
    where TEvent : IDomainEvent
{
    public bool Takes(IDomainEvent domainEvent) => domainEvent is TEvent;

    /// <summary>
    /// What fails here must not fail the command, which is already durable: it is logged, and clients heal by asking for what they lack.
    /// </summary>
    public Task PushAsync(IDomainEvent domainEvent)
    {
        try
        {
            var pushing = PushAsync((TEvent)domainEvent);
            return pushing.IsCompletedSuccessfully ? pushing : WaitAsync(pushing);
        }
        catch (Exception exception)
        {
            LogFailure(exception);
            return Task.CompletedTask;
        }
    }

    protected abstract Task PushAsync(TEvent domainEvent);

    private async Task WaitAsync(Task pushing)
    {
        try
        {
            await pushing;
        }
        catch (Exception exception)
        {
            LogFailure(exception);
        }
    }

    private void LogFailure(Exception exception) => RequestLog.PushFailed(logger, exception, GetType().Name, typeof(TEvent).Name);
}

/// <summary>
/// Pushes what the event alone does not say and the store has to be asked for. Each class of these has a queue of its own, so that
/// messages never wait for a query, nor one kind of query for another.
/// </summary>
public abstract class QueryingPush<TEvent>(ILogger logger) : Push<TEvent>(logger), IQueryingPush
    where TEvent : IDomainEvent;

/// <summary>
/// Pushes to connections. What causes a push does not wait for it, and it may be lost. The pushes of one conversation reach each connection
/// in the order in which they were made.
/// </summary>
public interface IChatNotifier
{
    /// <summary>To every connection of the members, and to watching admins.</summary>
    Task MessageReceivedAsync(IReadOnlyList<UserId> members, MessageDto message);

    /// <inheritdoc cref="MessageReceivedAsync"/>
    Task MessageUpdatedAsync(IReadOnlyList<UserId> members, MessageDto message);

    /// <inheritdoc cref="MessageReceivedAsync"/>
    /// <param name="revision">The conversation's, when the member had read.</param>
    Task ReadUpdatedAsync(IReadOnlyList<UserId> members, ReadUpdatedDto read, long revision);

    Task ConversationUpdatedAsync(UserId member, ConversationDto conversation);

    Task ConversationUpdatedForWatchersAsync(ConversationDto conversation);

    Task TypingChangedAsync(IReadOnlyList<UserId> receivers, TypingChangedDto typing);

    /// <summary>
    /// To the connections that this node has of those receivers and of watching admins: each node tells its own, because each knows who is
    /// online anywhere.
    /// </summary>
    Task PresenceChangedAsync(IReadOnlyCollection<UserId> receivers, IReadOnlyCollection<string> watchingConnections, PresenceDto presence);

    Task HeadsAsync(UserId member, HeadsDto heads);

    Task HeadsForWatchersAsync(HeadsDto heads);
}
