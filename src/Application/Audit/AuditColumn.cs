namespace LiveChat.Application.Audit;

/// <summary>By what the audit log may be ordered.</summary>
public enum AuditColumn
{
    Id,
    ActorId,
    Action,
    Target,
    Address,
    CreatedAt,
}
