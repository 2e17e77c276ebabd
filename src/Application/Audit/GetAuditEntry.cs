namespace LiveChat.Application.Audit;

/// <summary>One entry of the audit log.</summary>
public sealed record GetAuditEntryQuery(Actor Actor, long EntryId) : IRequest<Result<AuditEntryDto>>, IAdminRequest;

public sealed class GetAuditEntryHandler(IAuditLog log) : IRequestHandler<GetAuditEntryQuery, Result<AuditEntryDto>>
{
    public async Task<Result<AuditEntryDto>> Handle(GetAuditEntryQuery request, CancellationToken cancellationToken)
    {
        var entry = await log.FindAsync(new AuditEntryId(request.EntryId), cancellationToken);
        return entry is null ? AuditErrors.NotFound : entry;
    }
}

/// <summary>An entry of the audit log as admins see it.</summary>
/// <param name="ActorId">
/// The user who acted; null for somebody who is not signed in, for the host site's key, and for the command line.
/// </param>
/// <param name="Target">The id of the user, conversation or message that the action is about.</param>
/// <param name="Detail">The details, as sentences in the language of the request.</param>
public sealed record AuditEntryDto(
    long Id,
    string? ActorId,
    AuditAction Action,
    string? Target,
    string Detail,
    string? Address,
    DateTimeOffset CreatedAt
)
{
    public static AuditEntryDto From(AuditEntry entry) =>
        new(
            entry.Id.Value,
            entry.ActorId?.Value,
            entry.Action,
            entry.Target,
            AuditSentences.Of(entry.Detail),
            entry.Address,
            entry.CreatedAt
        );
}
