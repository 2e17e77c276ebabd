using System.ComponentModel.DataAnnotations;
namespace LiveChat.WebApi.Hubs;

/// <summary>What clients send to the hub: one object for each method, as the contract (docs/protocol.md) has it.</summary>
public sealed record SendMessageCall(long ConversationId, [property: Required] string? ClientMessageId, [property: Required] string? Type, [property: Required] string? Content, long? AttachmentId, long? ReplyToId)
{
    /// <summary>Never contains the content, because SignalR logs arguments as text at its lowest log level.</summary>
    public override string ToString() => nameof(SendMessageCall);
}

public sealed record MarkReadCall(long ConversationId, [property: Required] long? Sequence);

public sealed record RecallMessageCall(long MessageId);

public sealed record SetTypingCall(long ConversationId, bool IsTyping);

public sealed record WatchPresenceCall([property: Required] IReadOnlyList<string>? UserIds);

public sealed record GetHeadsCall;

public sealed record WatchAllCall(bool Enabled);
