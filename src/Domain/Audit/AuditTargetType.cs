namespace LiveChat.Domain.Audit;

/// <summary>
/// The type of an entry's target. Users, conversations and messages have ids of their own, so an id alone does not say which is meant.
/// </summary>
public enum AuditTargetType
{
    User,
    Conversation,
    Message,
}
