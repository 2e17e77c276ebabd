namespace LiveChat.Application.Messages;

/// <summary>The columns by which a list of messages can be sorted.</summary>
public enum MessageColumn
{
    Id,
    ConversationId,
    SenderId,
    Type,

    /// <summary>The content, which is empty for recalled and removed messages.</summary>
    Content,
    CreatedAt,
}
