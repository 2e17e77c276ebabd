using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Audit.ListAuditLog;

/// <summary>The audit log, newest first.</summary>
/// <param name="ActorId">The id of the user who acted.</param>
/// <param name="Action">An action's name.</param>
/// <param name="Target">The id of the user, conversation or message that it was about.</param>
/// <param name="TargetType">user, conversation or message; null for any with that id.</param>
/// <param name="From">The beginning of the range, inclusive.</param>
/// <param name="To">The end of the range, exclusive.</param>
public sealed record ListAuditLogQuery(
    Actor Actor, string? ActorId, string? Action, string? Target, DateTimeOffset? From, DateTimeOffset? To, Paging Paging, string? Sort = null, string? TargetType = null)
    : IRequest<Result<ListResult<AuditEntryDto>>>, IAdminRequest, ICostlyRequest
{
    /// <summary>What is asked for, as the audit log keeps it.</summary>
    internal IReadOnlyList<AuditFact> ToFacts() =>
    [
        .. AskedFacts.OfFilter("actor", ActorId), .. AskedFacts.OfFilter("action", Action), .. AskedFacts.OfFilter("target", Target), .. AskedFacts.OfFilter("target_type", TargetType),
        .. AskedFacts.OfRange(From, To),
    ];

    internal AuditFilter ToFilter() => new(ActorId, Action is null ? null : WireNames<AuditAction>.Parse(Action), Target, From, To, TargetType is null ? null : WireNames<AuditTargetType>.Parse(TargetType));
}
