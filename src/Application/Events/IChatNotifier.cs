namespace LiveChat.Application.Events;

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
    Task ReadUpdatedAsync(IReadOnlyList<UserId> members, ReadUpdatedDto read);

    Task ConversationUpdatedAsync(UserId member, ConversationDto conversation);

    Task ConversationUpdatedForWatchersAsync(ConversationDto conversation);

    Task TypingChangedAsync(IReadOnlyList<UserId> receivers, TypingChangedDto typing);

    /// <summary>To the connections of those receivers, and to watching admins.</summary>
    Task PresenceChangedAsync(IReadOnlyCollection<UserId> receivers, IReadOnlyCollection<string> watchingConnections, PresenceDto presence);

    Task HeadsAsync(UserId member, HeadsDto heads);

    Task HeadsForWatchersAsync(HeadsDto heads);
}
