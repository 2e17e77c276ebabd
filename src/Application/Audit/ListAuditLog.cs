namespace LiveChat.Application.Audit;

/// <summary>The audit log, newest first.</summary>
/// <param name="ActorId">The id of the user who acted.</param>
/// <param name="Action">An action's name.</param>
/// <param name="Target">The id of the user, conversation or message that it was about.</param>
/// <param name="TargetType">user, conversation or message; null for any with that id.</param>
/// <param name="From">The beginning of the range, inclusive.</param>
/// <param name="To">The end of the range, exclusive.</param>
public sealed record ListAuditLogQuery(
    Actor Actor,
    string? ActorId,
    string? Action,
    string? Target,
    DateTimeOffset? From,
    DateTimeOffset? To,
    Paging Paging,
    string? Sort = null,
    string? TargetType = null
) : IRequest<Result<ListResult<AuditEntryDto>>>, IAdminRequest, ICostlyRequest
{
    /// <summary>What is asked for, as the audit log keeps it.</summary>
    internal IReadOnlyList<AuditFact> ToFacts() =>
        [
            .. AskedFacts.OfFilter("actor", ActorId),
            .. AskedFacts.OfFilter("action", Action),
            .. AskedFacts.OfFilter("target", Target),
            .. AskedFacts.OfFilter("target_type", TargetType),
            .. AskedFacts.OfRange(From, To),
        ];

    internal AuditFilter ToFilter() =>
        new(
            ActorId,
            Action is null ? null : WireNames<AuditAction>.Parse(Action),
            Target,
            From,
            To,
            TargetType is null ? null : WireNames<AuditTargetType>.Parse(TargetType)
        );
}

public sealed class ListAuditLogValidator : AbstractValidator<ListAuditLogQuery>
{
    public ListAuditLogValidator()
    {
        RuleFor(q => q.ActorId).IsUserId().OverridePropertyName("actor");
        RuleFor(q => q.Action).IsNameOf<ListAuditLogQuery, AuditAction>();
        RuleFor(q => q.TargetType).IsNameOf<ListAuditLogQuery, AuditTargetType>();
        RuleFor(q => q.Sort).IsSortOf<ListAuditLogQuery, AuditColumn>();
        // The ids of conversations and messages are numbers, which this rule for user ids accepts too.
        RuleFor(q => q.Target).IsUserId();
        Include(new TimeRangeRules<ListAuditLogQuery>(q => q.From, q => q.To));
        Include(new PagedRules<ListAuditLogQuery>(q => q.Paging));
    }
}

public sealed class ListAuditLogHandler(IAuditLog log) : IRequestHandler<ListAuditLogQuery, Result<ListResult<AuditEntryDto>>>
{
    public async Task<Result<ListResult<AuditEntryDto>>> Handle(ListAuditLogQuery request, CancellationToken cancellationToken)
    {
        return await log.ListAsync(request.ToFilter(), Sort<AuditColumn>.Parse(request.Sort), request.Paging, cancellationToken);
    }
}

/// <summary>Exports the whole audit log, for admins.</summary>
/// <param name="List">The query of the list, with its filters and order; its page is ignored.</param>
public sealed record ExportAuditLogQuery(ListAuditLogQuery List)
    : IRequest<Result<Export<AuditEntryDto>>>,
        IAdminReading<Export<AuditEntryDto>>
{
    public Actor Actor => List.Actor;

    public Reading ReadingOf(Export<AuditEntryDto> shown) =>
        Reading.OfExport("audit_log", shown, List.Target ?? List.ActorId, List.ToFacts());
}

public sealed class ExportAuditLogHandler(IMediator mediator, IAuditLog log, TimeProvider clock)
    : IRequestHandler<ExportAuditLogQuery, Result<Export<AuditEntryDto>>>
{
    public async Task<Result<Export<AuditEntryDto>>> Handle(ExportAuditLogQuery request, CancellationToken cancellationToken)
    {
        // The export adds an entry itself. The file leaves it out, and so has as many rows as that entry says.
        var now = clock.GetUtcNow();
        var list = request.List with { To = request.List.To is { } to && to < now ? to : now };
        var first = await mediator.Send(list with { Paging = new Paging(1, 1) }, cancellationToken);
        if (!first.IsSuccess)
            return first.Error;
        return new Export<AuditEntryDto>(
            first.Value.Count,
            log.StreamAsync(list.ToFilter(), Sort<AuditColumn>.Parse(list.Sort), cancellationToken)
        );
    }
}

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
/// The signed-in user whose action this is. It is null for a sign-in that failed, for a call with the host site's key, and for a command on
/// the server's command line.
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
