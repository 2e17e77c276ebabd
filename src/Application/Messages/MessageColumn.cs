namespace LiveChat.Application.Messages;

/// <summary>By what a list of messages may be ordered.</summary>
public enum MessageColumn
{
    Id,
    ConversationId,
    SenderId,
    Type,

    /// <summary>What is still to be seen of it.</summary>
    Content,
    CreatedAt,
}
