using LiveChat.Domain.Audit;

namespace LiveChat.Application.Audit;

/// <summary>An entry of the audit log as admins see it.</summary>
/// <param name="ActorId">
/// The user who acted; null for somebody who is not signed in, for the host site's key, and for the command line.
/// </param>
/// <param name="Target">The id of the user, conversation or message that the action is about.</param>
/// <param name="Detail">The details, as sentences in the language of the request.</param>
public sealed record AuditEntryDto(long Id, string? ActorId, AuditAction Action, string? Target, string Detail, string? Address, DateTimeOffset CreatedAt)
{
    public static AuditEntryDto From(AuditEntry entry) =>
        new(entry.Id.Value, entry.ActorId?.Value, entry.Action, entry.Target, AuditSentences.Of(entry.Detail), entry.Address, entry.CreatedAt);
}
