namespace LiveChat.Application.Audit;

/// <summary>The columns by which the audit log can be sorted.</summary>
public enum AuditColumn
{
    Id,
    ActorId,
    Action,
    Target,

    /// <summary>Sorted by kind and values, so that the order does not depend on the language.</summary>
    Detail,
    Address,
    CreatedAt,
}
