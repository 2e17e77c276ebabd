using System.ComponentModel.DataAnnotations;

namespace LiveChat.Application.Users;

/// <summary>
/// Creates the given users that are missing and leaves the others as they are. The endpoint authorizes the caller: an admin, or the host
/// site's key.
/// </summary>
/// <param name="Users">1 to 100.</param>
/// <param name="Actor">Null for the host site's key.</param>
/// <param name="Address">The IP address of the call, for the audit log.</param>
public sealed record EnsureUsersCommand(IReadOnlyList<EnsuredUser>? Users, Actor? Actor = null, string? Address = null)
    : IRequest<Result<ListResult<UserDto>>>,
        IAdminRequest;

/// <param name="Role">buyer, merchant or platform; admins can't be created this way.</param>
/// <param name="Username">The name; without one it is made of role and id.</param>
/// <param name="Avatar">An https URL; without one the initial of the name is drawn. It is stored and never fetched by the server.</param>
public sealed record EnsuredUser(
    [property: Required] string? Id,
    [property: Required] string? Role,
    string? Username,
    string? Avatar,
    string? Description
)
{
    public string? Username { get; init; } = Username?.ToNormalForm();
}

public sealed class EnsureUsersValidator : AbstractValidator<EnsureUsersCommand>
{
    public const int MaxUsers = 100;

    public EnsureUsersValidator()
    {
        RuleFor(c => c.Users).NotEmpty();
        RuleFor(c => c.Users)
            .Must(users => users is null || users.Count <= MaxUsers)
            .WithMessage(_ => LocalizedText.Of("Validation.TooMany", MaxUsers));
        RuleForEach(c => c.Users).NotNull().SetValidator(new EnsuredUserValidator()).When(c => c.Users is { Count: <= MaxUsers });
    }
}

public sealed class EnsuredUserValidator : AbstractValidator<EnsuredUser>
{
    public EnsuredUserValidator()
    {
        RuleFor(u => u.Id).NotEmpty().IsUserId();
        RuleFor(u => u.Role).NotEmpty().IsNameOf(UserRole.Buyer, UserRole.Merchant, UserRole.Platform);
        RuleFor(u => u.Username).IsUsername();
        RuleFor(u => u.Description).MaximumLength(User.MaxDescriptionLength).IsEmptyOrVisible();
        RuleFor(u => u.Avatar).MaximumLength(User.MaxAvatarLength).IsHttpsUrl();
    }
}

public sealed class EnsureUsersHandler(
    IUnitOfWork unitOfWork,
    IUserRepository users,
    NameGuard names,
    Auditor auditor,
    UserPresenter presenter,
    TimeProvider clock
) : IRequestHandler<EnsureUsersCommand, Result<ListResult<UserDto>>>
{
    public async Task<Result<ListResult<UserDto>>> Handle(EnsureUsersCommand request, CancellationToken cancellationToken)
    {
        var asked = request.Users!.Select(u => (Id: UserId.From(u.Id!), User: u, Role: WireNames<UserRole>.Parse(u.Role!))).ToList();
        var there = (await users.FindAsync(asked.Select(a => a.Id).ToHashSet(), cancellationToken)).Select(u => u.Id).ToHashSet();
        // When an id is given twice, the first one is created.
        var named = asked
            .Where(a => !there.Contains(a.Id))
            .GroupBy(a => a.Id)
            .ToDictionary(g => g.Key, g => (NameOf(g.First().Id, g.First().User, g.First().Role), g.First().Role));
        if (await names.CheckAsync(named, cancellationToken) is { IsSuccess: false } imitating)
            return imitating.Error;
        return await unitOfWork.ExecuteAsync<Result<ListResult<UserDto>>>(
            async ct =>
            {
                var known = (await users.FindAsync(asked.Select(a => a.Id).ToHashSet(), ct)).ToDictionary(u => u.Id);
                foreach (var (id, ensured, role) in asked)
                {
                    if (known.ContainsKey(id))
                        continue;
                    var user = User.Create(id, NameOf(id, ensured, role), role, clock.GetUtcNow(), ensured.Description, ensured.Avatar);
                    users.Add(user);
                    known.Add(id, user);
                    var created = new AuditFact(AuditFactKind.Created, role.ToString(), user.Username);
                    auditor.Record(
                        request.Actor?.UserId,
                        request.Address,
                        AuditAction.UserCreated,
                        id,
                        request.Actor is null ? [created, new AuditFact(AuditFactKind.ByApiKey)] : [created]
                    );
                }

                return new ListResult<UserDto>(asked.Count, [.. asked.Select(a => presenter.Present(known[a.Id]))]);
            },
            cancellationToken
        );
    }

    private static string NameOf(UserId id, EnsuredUser ensured, UserRole role) => ensured.Username ?? NameFor(id, role);

    /// <summary>A readable name made of role and id, such as 商家8; the id alone where that is too long for a name.</summary>
    private static string NameFor(UserId id, UserRole role)
    {
        var name = LocalizedText.Of($"DefaultName.{role}", id.Value);
        return name.Length <= User.MaxUsernameLength ? name : id.Value;
    }
}
