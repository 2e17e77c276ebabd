namespace LiveChat.Infrastructure.Notifications;

/// <summary>Pushes through SignalR, to the connections of every node.</summary>
public sealed class SignalRNotifier(IPushBus bus, IOwnConnections own) : IChatNotifier
{
    public Task MessageReceivedAsync(IReadOnlyList<UserId> members, MessageDto message) =>
        Send(MembersAndWatchers(members), nameof(IChatClient.MessageReceived), message, PlaceOf(message));

    public Task MessageUpdatedAsync(IReadOnlyList<UserId> members, MessageDto message) =>
        Send(MembersAndWatchers(members), nameof(IChatClient.MessageUpdated), message, PlaceOf(message));

    public Task ReadUpdatedAsync(IReadOnlyList<UserId> members, ReadUpdatedDto read, long revision) =>
        Send(
            MembersAndWatchers(members),
            nameof(IChatClient.ReadUpdated),
            read,
            new PushPlace(read.ConversationId, revision, IsChange: false)
        );

    public Task ConversationUpdatedAsync(UserId member, ConversationDto conversation) =>
        Send([ConnectionGroups.Of(member)], nameof(IChatClient.ConversationUpdated), conversation);

    public Task ConversationUpdatedForWatchersAsync(ConversationDto conversation) =>
        Send([ConnectionGroups.Watchers], nameof(IChatClient.ConversationUpdated), conversation);

    public Task TypingChangedAsync(IReadOnlyList<UserId> receivers, TypingChangedDto typing) =>
        Send([.. receivers.Select(ConnectionGroups.Of)], nameof(IChatClient.TypingChanged), typing);

    public Task PresenceChangedAsync(
        IReadOnlyCollection<UserId> receivers,
        IReadOnlyCollection<string> watchingConnections,
        PresenceDto presence
    )
    {
        var message = PushMessage.Of(nameof(IChatClient.PresenceChanged), presence);
        own.Send([.. receivers.Select(ConnectionGroups.Of), ConnectionGroups.Watchers], message);
        own.SendTo(watchingConnections, message);
        return Task.CompletedTask;
    }

    public Task HeadsAsync(UserId member, HeadsDto heads) => Send([ConnectionGroups.Of(member)], nameof(IChatClient.Heads), heads);

    public Task HeadsForWatchersAsync(HeadsDto heads) => Send([ConnectionGroups.Watchers], nameof(IChatClient.Heads), heads);

    private Task Send(IReadOnlyList<string> groups, string method, object payload, PushPlace? place = null)
    {
        bus.Send(groups, method, payload, place);
        return Task.CompletedTask;
    }

    private static PushPlace PlaceOf(MessageDto message) => new(message.ConversationId, message.Revision, IsChange: true);

    private static string[] MembersAndWatchers(IReadOnlyList<UserId> members)
    {
        var groups = new string[members.Count + 1];
        for (var i = 0; i < members.Count; i++)
            groups[i] = ConnectionGroups.Of(members[i]);
        groups[^1] = ConnectionGroups.Watchers;
        return groups;
    }
}

/// <summary>What the server calls on its clients. The method names are the event names of the contract (docs/protocol.md).</summary>
public interface IChatClient
{
    Task MessageReceived(MessageDto message);

    Task MessageUpdated(MessageDto message);

    Task ConversationUpdated(ConversationDto conversation);

    Task ReadUpdated(ReadUpdatedDto read);

    Task TypingChanged(TypingChangedDto typing);

    Task PresenceChanged(PresenceDto presence);

    Task Heads(HeadsDto heads);

    Task SessionEnded(SessionEndedDto ended);
}

/// <summary>The SignalR groups that pushes are sent to, so that the receivers are found without a walk over all connections.</summary>
public static class ConnectionGroups
{
    /// <summary>Admins who watch everything.</summary>
    public const string Watchers = "watchers";

    private const string UserPrefix = "user:";

    /// <summary>All connections of one user, on every device and tab.</summary>
    public static string Of(UserId userId) => $"{UserPrefix}{userId.Value}";

    /// <returns>Null for a group that is not that of a user.</returns>
    public static UserId? UserOf(string group) =>
        group.StartsWith(UserPrefix, StringComparison.Ordinal) ? UserId.From(group[UserPrefix.Length..]) : null;
}
