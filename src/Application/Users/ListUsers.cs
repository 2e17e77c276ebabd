namespace LiveChat.Application.Users;

/// <summary>The users whom the actor may see.</summary>
/// <param name="Role">A role's name, or null for all.</param>
/// <param name="Status">A status's name, or null for all.</param>
/// <param name="Search">A part of the name or the id.</param>
/// <param name="Sort">A <see cref="UserColumn"/>; without it the oldest come first.</param>
/// <param name="Ids">Only users with these ids, separated by commas; at most as many as a page holds.</param>
public sealed record ListUsersQuery(
    Actor Actor,
    string? Role,
    string? Status,
    string? Search,
    Paging Paging,
    string? Sort = null,
    string? Ids = null
) : IRequest<Result<ListResult<UserDto>>>, ISignedInRequest, ICostlyRequest
{
    bool ICostlyRequest.IsCostly => Ids is null && (Actor.IsAdmin || !string.IsNullOrEmpty(Search) || Sort is not null);

    internal IReadOnlyList<string> SplitIds() => Ids?.Split(',') ?? [];

    /// <summary>What is asked for, as the audit log keeps it.</summary>
    internal IReadOnlyList<AuditFact> ToFacts() =>
        [
            .. AskedFacts.OfFilter("role", Role),
            .. AskedFacts.OfFilter("status", Status),
            .. AskedFacts.Of(AuditFactKind.WordsSought, Search),
            .. AskedFacts.OfFilter("ids", Ids),
        ];

    internal UserFilter ToFilter() =>
        new(
            Role is null ? null : WireNames<UserRole>.Parse(Role),
            Status is null ? null : WireNames<UserStatus>.Parse(Status),
            Search,
            Ids is null ? null : [.. SplitIds().Select(UserId.From)]
        );
}

public sealed class ListUsersValidator : AbstractValidator<ListUsersQuery>
{
    public ListUsersValidator()
    {
        RuleFor(q => q.Role).IsNameOf<ListUsersQuery, UserRole>();
        RuleFor(q => q.Status).IsNameOf<ListUsersQuery, UserStatus>();
        RuleFor(q => q.Search).MaximumLength(100);
        RuleFor(q => q.Sort).IsSortOf<ListUsersQuery, UserColumn>();
        RuleFor(q => q.Ids)
            .Must((query, _) => query.SplitIds().Count <= Paging.MaxPageSize)
            .WithMessage(_ => LocalizedText.Of("Validation.TooMany", Paging.MaxPageSize))
            .Must((query, _) => query.SplitIds().All(UserRules.IsUserId))
            .WithMessage(_ => LocalizedText.Of("Validation.UserId", UserId.MaxLength));
        Include(new PagedRules<ListUsersQuery>(q => q.Paging));
    }
}

public sealed class ListUsersHandler(IUserReader users) : IRequestHandler<ListUsersQuery, Result<ListResult<UserDto>>>
{
    public async Task<Result<ListResult<UserDto>>> Handle(ListUsersQuery request, CancellationToken cancellationToken)
    {
        return await users.ListAsync(
            request.Actor,
            request.ToFilter(),
            Sort<UserColumn>.Parse(request.Sort),
            request.Paging,
            cancellationToken
        );
    }
}

/// <summary>Exports the whole list of users, for admins.</summary>
/// <param name="List">The query of the list, with its filters and order; its page is ignored.</param>
public sealed record ExportUsersQuery(ListUsersQuery List) : IRequest<Result<Export<UserDto>>>, IAdminReading<Export<UserDto>>
{
    public Actor Actor => List.Actor;

    public Reading ReadingOf(Export<UserDto> shown) => Reading.OfExport("users", shown, target: null, List.ToFacts());
}

public sealed class ExportUsersHandler(IMediator mediator, IUserReader users) : IRequestHandler<ExportUsersQuery, Result<Export<UserDto>>>
{
    public async Task<Result<Export<UserDto>>> Handle(ExportUsersQuery request, CancellationToken cancellationToken)
    {
        var list = request.List;
        var first = await mediator.Send(list with { Paging = new Paging(1, 1) }, cancellationToken);
        if (!first.IsSuccess)
            return first.Error;
        return new Export<UserDto>(
            first.Value.Count,
            users.StreamAsync(list.Actor, list.ToFilter(), Sort<UserColumn>.Parse(list.Sort), cancellationToken)
        );
    }
}

/// <summary>The columns by which a list of users can be sorted.</summary>
public enum UserColumn
{
    Id,
    Username,
    Role,
    Status,
    LastSeenAt,
    CreatedAt,
}
