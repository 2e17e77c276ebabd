namespace LiveChat.Domain.Conversations;

/// <summary>The numbers are stored.</summary>
public enum ConversationType
{
    Direct = 1,
    Group = 2,
}
