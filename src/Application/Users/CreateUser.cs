namespace LiveChat.Application.Users;

/// <summary>Creates a user of any role.</summary>
/// <param name="Id">The id; one is generated if none is given.</param>
/// <param name="Password">The password; without one the user can't sign in by password.</param>
/// <param name="MustChangePassword">Whether the user has to choose another password at the first sign-in.</param>
/// <param name="AvatarAttachmentId">A picture that the actor uploaded, for the avatar; null leaves the avatar as it is.</param>
public sealed record CreateUserCommand(
    Actor Actor,
    string? Id,
    string? Username,
    string? Role,
    string? Password,
    string? Description,
    long? AvatarAttachmentId,
    bool MustChangePassword = false
) : IRequest<Result<UserDto>>, IAdminRequest
{
    public string? Username { get; init; } = Username?.ToNormalForm();
}

public sealed class CreateUserValidator : AbstractValidator<CreateUserCommand>
{
    public CreateUserValidator(IPasswordService passwords)
    {
        RuleFor(c => c.Id).IsUserId();
        RuleFor(c => c.Username).NotEmpty().IsUsername();
        RuleFor(c => c.Role).NotEmpty().IsNameOf<CreateUserCommand, UserRole>();
        RuleFor(c => c.Password).IsNewPassword(passwords).When(c => c.Password is not null);
        RuleFor(c => c.Description).MaximumLength(User.MaxDescriptionLength).IsEmptyOrVisible();
    }
}

public sealed class CreateUserHandler(
    IUnitOfWork unitOfWork,
    IUserRepository users,
    NameGuard names,
    IPasswordService passwords,
    AvatarMaker avatars,
    Auditor auditor,
    UserPresenter presenter,
    TimeProvider clock
) : IRequestHandler<CreateUserCommand, Result<UserDto>>
{
    public async Task<Result<UserDto>> Handle(CreateUserCommand request, CancellationToken cancellationToken)
    {
        var id = request.Id is null ? UserId.Generate() : UserId.From(request.Id);
        var role = WireNames<UserRole>.Parse(request.Role!);
        if (await names.CheckAsync(id, request.Username!, role, cancellationToken) is { IsSuccess: false } imitating)
            return imitating.Error;
        var passwordHash = request.Password is null
            ? null
            : await passwords.HashAsync(request.Password, request.Actor.UserId.Value, cancellationToken);
        if (await avatars.MakeAsync(request.AvatarAttachmentId, request.Actor.UserId, cancellationToken) is { IsSuccess: false } refused)
            return refused.Error;
        return await unitOfWork.ExecuteAsync<Result<UserDto>>(
            async ct =>
            {
                if (await users.FindAsync(id, ct) is not null)
                    return UserErrors.IdTaken(id);
                if (passwordHash is not null && await users.FindByLoginAsync(request.Username!, ct) is not null)
                    return UserErrors.UsernameTaken(request.Username!);
                var user = User.Create(id, request.Username!, role, clock.GetUtcNow(), request.Description);
                if (passwordHash is not null)
                    user.SetPasswordHash(passwordHash, request.MustChangePassword);
                if (await avatars.GiveAsync(request.AvatarAttachmentId, user, request.Actor.UserId, ct) is { IsSuccess: false } notGiven)
                    return notGiven.Error;
                users.Add(user);
                auditor.Record(
                    request.Actor,
                    AuditAction.UserCreated,
                    id,
                    new AuditFact(AuditFactKind.Created, user.Role.ToString(), user.Username)
                );
                return presenter.Present(user);
            },
            cancellationToken
        );
    }
}
