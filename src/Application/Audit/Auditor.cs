using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Audit;

/// <summary>Writes the audit log for a use case, inside its unit of work.</summary>
public sealed class Auditor(IAuditLog log, TimeProvider clock)
{
    /// <param name="actor">
    /// The user who acts; null for the command line and the host site's key, which <paramref name="detail"/> then tells apart.
    /// </param>
    public void Record(Actor? actor, AuditAction action, UserId target, params IReadOnlyList<AuditFact> detail) => Record(actor?.UserId, actor?.Address, action, target, detail);

    public void Record(UserId? actorId, string? address, AuditAction action, UserId? target, params IReadOnlyList<AuditFact> detail) =>
        log.Add(AuditEntry.Of(actorId, action, target?.Value, detail, address, clock.GetUtcNow()));
}
