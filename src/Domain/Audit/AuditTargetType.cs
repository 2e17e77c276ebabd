namespace LiveChat.Domain.Audit;

/// <summary>What the target of an entry is the id of: users, conversations and messages are numbered apart, so an id alone may be any of them.</summary>
public enum AuditTargetType
{
    User,
    Conversation,
    Message,
}
