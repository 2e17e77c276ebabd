using Microsoft.AspNetCore.SignalR;

namespace LiveChat.Ceiling;

public sealed class LogHub(MessageLog log) : Hub
{
    public override Task OnConnectedAsync() =>
        Groups.AddToGroupAsync(Context.ConnectionId, Context.GetHttpContext()!.Request.Query["conversation"].ToString());

    public Task<Message> SendMessage(SendCall call) => log.AppendAsync(call);
}

public sealed record SendCall(long ConversationId, string ClientMessageId, string Type, string Content);

/// <summary>The product's Message, so that as many bytes go over the wire.</summary>
public sealed record Message(
    long Id,
    long ConversationId,
    long Sequence,
    long Revision,
    string SenderId,
    string ClientMessageId,
    string Type,
    string Content,
    object? Attachment,
    object? ReplyTo,
    DateTime? RecalledAt,
    DateTime? RemovedAt,
    DateTime CreatedAt
);
