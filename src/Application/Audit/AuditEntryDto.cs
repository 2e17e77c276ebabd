using LiveChat.Domain.Audit;

namespace LiveChat.Application.Audit;

/// <summary>An entry of the audit log as admins see it.</summary>
/// <param name="ActorId">Null for somebody who did not sign in, for the host site's key, and for the command line.</param>
/// <param name="Target">The id of the user, conversation or message that the action is about.</param>
/// <param name="Detail">What there is to say besides, in the language of the request.</param>
public sealed record AuditEntryDto(long Id, string? ActorId, AuditAction Action, string? Target, string Detail, string? Address, DateTimeOffset CreatedAt)
{
    public static AuditEntryDto From(AuditEntry entry) =>
        new(entry.Id.Value, entry.ActorId?.Value, entry.Action, entry.Target, AuditSentences.Of(entry.Detail), entry.Address, entry.CreatedAt);
}
