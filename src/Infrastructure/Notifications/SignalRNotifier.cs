using Microsoft.AspNetCore.SignalR;

namespace LiveChat.Infrastructure.Notifications;

/// <summary>Pushes through SignalR. WebApi closes <typeparamref name="THub"/> with its hub.</summary>
public sealed class SignalRNotifier<THub>(IHubContext<THub, IChatClient> hub) : IChatNotifier
    where THub : Hub<IChatClient>
{
    public Task MessageReceivedAsync(IReadOnlyList<UserId> members, MessageDto message) =>
        MembersAndWatchers(members).MessageReceived(message);

    public Task MessageUpdatedAsync(IReadOnlyList<UserId> members, MessageDto message) =>
        MembersAndWatchers(members).MessageUpdated(message);

    public Task ReadUpdatedAsync(IReadOnlyList<UserId> members, ReadUpdatedDto read) => MembersAndWatchers(members).ReadUpdated(read);

    public Task ConversationUpdatedAsync(UserId member, ConversationDto conversation) =>
        hub.Clients.Group(ConnectionGroups.Of(member)).ConversationUpdated(conversation);

    public Task ConversationUpdatedForWatchersAsync(ConversationDto conversation) =>
        hub.Clients.Group(ConnectionGroups.Watchers).ConversationUpdated(conversation);

    public Task TypingChangedAsync(IReadOnlyList<UserId> receivers, TypingChangedDto typing) =>
        hub.Clients.Groups([.. receivers.Select(ConnectionGroups.Of)]).TypingChanged(typing);

    public Task PresenceChangedAsync(
        IReadOnlyCollection<UserId> receivers,
        IReadOnlyCollection<string> watchingConnections,
        PresenceDto presence
    ) =>
        Task.WhenAll(
            hub.Clients.Groups([.. receivers.Select(ConnectionGroups.Of), ConnectionGroups.Watchers]).PresenceChanged(presence),
            watchingConnections.Count == 0 ? Task.CompletedTask : hub.Clients.Clients([.. watchingConnections]).PresenceChanged(presence)
        );

    public Task HeadsAsync(UserId member, HeadsDto heads) => hub.Clients.Group(ConnectionGroups.Of(member)).Heads(heads);

    public Task HeadsForWatchersAsync(HeadsDto heads) => hub.Clients.Group(ConnectionGroups.Watchers).Heads(heads);

    private IChatClient MembersAndWatchers(IReadOnlyList<UserId> members)
    {
        var groups = new string[members.Count + 1];
        for (var i = 0; i < members.Count; i++)
            groups[i] = ConnectionGroups.Of(members[i]);
        groups[^1] = ConnectionGroups.Watchers;
        return hub.Clients.Groups(groups);
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

    /// <summary>All connections of one user, on every device and tab.</summary>
    public static string Of(UserId userId) => $"user:{userId.Value}";
}
