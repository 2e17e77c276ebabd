using LiveChat.Domain.Audit;

namespace LiveChat.Application.Audit;

/// <summary>An entry of the audit log as admins see it.</summary>
/// <param name="ActorId">Null for somebody who did not sign in, for the host site's key, and for the command line.</param>
/// <param name="Target">The id of the user, conversation or message that the action is about.</param>
public sealed record AuditEntryDto(long Id, string? ActorId, AuditAction Action, string? Target, string Detail, string? Address, DateTimeOffset CreatedAt);
