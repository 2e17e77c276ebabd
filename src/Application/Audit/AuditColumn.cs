namespace LiveChat.Application.Audit;

/// <summary>By what the audit log may be ordered.</summary>
public enum AuditColumn
{
    Id,
    ActorId,
    Action,
    Target,

    /// <summary>By kind and by what is named, whatever the language.</summary>
    Detail,
    Address,
    CreatedAt,
}
