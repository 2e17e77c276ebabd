using System.Runtime.CompilerServices;

namespace LiveChat.Application.Identity;

/// <summary>A user's sessions, newest first.</summary>
public sealed record ListSessionsQuery(Actor Actor, string UserId, Paging Paging, string? Sort = null)
    : IRequest<Result<ListResult<UserSessionDto>>>,
        IAdminRequest
{
    public string? SubjectId => UserId;
}

public sealed class ListSessionsValidator : AbstractValidator<ListSessionsQuery>
{
    public ListSessionsValidator()
    {
        RuleFor(q => q.Sort).IsSortOf<ListSessionsQuery, SessionColumn>();
        Include(new PagedRules<ListSessionsQuery>(q => q.Paging));
    }
}

public sealed class ListSessionsHandler(IUserReader users, ISessionRepository sessions, ISessionActivity activity, TimeProvider clock)
    : IRequestHandler<ListSessionsQuery, Result<ListResult<UserSessionDto>>>
{
    public async Task<Result<ListResult<UserSessionDto>>> Handle(ListSessionsQuery request, CancellationToken cancellationToken)
    {
        if (!UserId.TryParse(request.UserId, out var id) || await users.FindAsync(request.Actor, id, cancellationToken) is null)
            return UserErrors.NotFound;
        var alive = await sessions.ListAliveAsync(
            id,
            clock.GetUtcNow(),
            Sort<SessionColumn>.Parse(request.Sort),
            request.Paging,
            cancellationToken
        );
        return new ListResult<UserSessionDto>(alive.Count, [.. alive.Results.Select(s => UserSessionDto.From(s, activity.LastSeenAt(s)))]);
    }
}

/// <summary>Exports the whole list of a user's sessions, for admins.</summary>
/// <param name="List">The query of the list, with its filters and order; its page is ignored.</param>
public sealed record ExportSessionsQuery(ListSessionsQuery List)
    : IRequest<Result<Export<UserSessionDto>>>,
        IAdminReading<Export<UserSessionDto>>
{
    public Actor Actor => List.Actor;

    public Reading ReadingOf(Export<UserSessionDto> shown) => Reading.OfExport("sessions", shown, List.UserId);
}

public sealed class ExportSessionsHandler(IMediator mediator, ISessionRepository sessions, ISessionActivity activity, TimeProvider clock)
    : IRequestHandler<ExportSessionsQuery, Result<Export<UserSessionDto>>>
{
    public async Task<Result<Export<UserSessionDto>>> Handle(ExportSessionsQuery request, CancellationToken cancellationToken)
    {
        var list = request.List;
        var first = await mediator.Send(list with { Paging = new Paging(1, 1) }, cancellationToken);
        if (!first.IsSuccess)
            return first.Error;
        return new Export<UserSessionDto>(first.Value.Count, RowsAsync(list, cancellationToken));
    }

    /// <summary>A user has few sessions, so they are read all at once.</summary>
    private async IAsyncEnumerable<UserSessionDto> RowsAsync(
        ListSessionsQuery list,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var everything = new Paging(1, int.MaxValue);
        var alive = await sessions.ListAliveAsync(
            UserId.From(list.UserId),
            clock.GetUtcNow(),
            Sort<SessionColumn>.Parse(list.Sort),
            everything,
            cancellationToken
        );
        foreach (var session in alive.Results)
            yield return UserSessionDto.From(session, activity.LastSeenAt(session));
    }
}

/// <summary>The columns by which a list of sessions can be sorted.</summary>
public enum SessionColumn
{
    CreatedAt,
    LastSeenAt,
    Address,
    UserAgent,
}

/// <summary>A session of a user as admins see it, without its token.</summary>
/// <param name="Address">The IP address at which it began.</param>
public sealed record UserSessionDto(long Id, DateTimeOffset CreatedAt, DateTimeOffset LastSeenAt, string? Address, string? UserAgent)
{
    public static UserSessionDto From(UserSession session, DateTimeOffset lastSeenAt) =>
        new(session.Number, session.CreatedAt, lastSeenAt, session.Address, session.UserAgent);
}
