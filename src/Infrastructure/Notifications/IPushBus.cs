using Microsoft.AspNetCore.SignalR;

namespace LiveChat.Infrastructure.Notifications;

/// <summary>
/// Carries pushes from whoever makes them to the connections of every node. Nobody waits for it, and a push may be lost.
/// </summary>
public interface IPushBus
{
    /// <param name="groups">Its receivers (<see cref="ConnectionGroups"/>).</param>
    /// <param name="method">What is called on the client (<see cref="IChatClient"/>).</param>
    /// <param name="place">Where it stands among the pushes of its conversation; null where its order does not matter.</param>
    void Send(IReadOnlyList<string> groups, string method, object payload, PushPlace? place);
}

/// <summary>
/// The place of a push in its conversation, so that a connection gets the pushes of several nodes in the order of the conversation.
/// </summary>
/// <param name="Revision">The conversation's revision right after what is pushed.</param>
/// <param name="IsChange">Whether it is the change that made this revision; otherwise it only comes behind it.</param>
public readonly record struct PushPlace(long ConversationId, long Revision, bool IsChange);

/// <summary>The connections of this process, to which nothing that is sent waits for any of them.</summary>
public interface IOwnConnections
{
    /// <summary>To the connections in at least one of the groups.</summary>
    void Send(IReadOnlyList<string> groups, SerializedHubMessage message);

    /// <summary>To these connections, as far as they are open.</summary>
    void SendTo(IEnumerable<string> connectionIds, SerializedHubMessage message);
}

/// <summary>All connections are those of this process.</summary>
internal sealed class OwnPushBus(IOwnConnections connections) : IPushBus
{
    public void Send(IReadOnlyList<string> groups, string method, object payload, PushPlace? place) =>
        connections.Send(groups, PushMessage.Of(method, payload));
}

/// <summary>Makes the message of a push.</summary>
internal static class PushMessage
{
    /// <summary>One message for all its receivers: it is written as JSON once, when the first one takes it.</summary>
    public static SerializedHubMessage Of(string method, object payload) =>
        new(new Microsoft.AspNetCore.SignalR.Protocol.InvocationMessage(method, [payload]));
}
