namespace LiveChat.Application.Identity;

/// <summary>Creates an admin. Only the command line can do it.</summary>
/// <param name="MustChangePassword">Whether the admin has to choose another password at the first sign-in.</param>
public sealed record CreateAdminCommand(string? Id, string? Username, string? Password, bool MustChangePassword = false)
    : IRequest<Result<UserDto>>,
        ISystemRequest
{
    public string? Username { get; init; } = Username?.ToNormalForm();
}

public sealed class CreateAdminValidator : AbstractValidator<CreateAdminCommand>
{
    public CreateAdminValidator(IPasswordService passwords)
    {
        RuleFor(c => c.Id).NotEmpty().IsUserId();
        RuleFor(c => c.Username).NotEmpty().IsUsername();
        RuleFor(c => c.Password).IsNewPassword(passwords);
    }
}

public sealed class CreateAdminHandler(
    IUnitOfWork unitOfWork,
    IUserRepository users,
    NameGuard names,
    IPasswordService passwords,
    Auditor auditor,
    UserPresenter presenter,
    TimeProvider clock
) : IRequestHandler<CreateAdminCommand, Result<UserDto>>
{
    public async Task<Result<UserDto>> Handle(CreateAdminCommand request, CancellationToken cancellationToken)
    {
        var id = UserId.From(request.Id!);
        if (await names.CheckAsync(id, request.Username!, UserRole.Admin, cancellationToken) is { IsSuccess: false } imitating)
            return imitating.Error;
        var passwordHash = await passwords.HashAsync(request.Password!, "", cancellationToken);
        return await unitOfWork.ExecuteAsync<Result<UserDto>>(
            async ct =>
            {
                if (await users.FindAsync(id, ct) is not null)
                    return UserErrors.IdTaken(id);
                if (await users.FindByLoginAsync(request.Username!, ct) is not null)
                    return UserErrors.UsernameTaken(request.Username!);
                var admin = User.Create(id, request.Username!, UserRole.Admin, clock.GetUtcNow());
                admin.SetPasswordHash(passwordHash, request.MustChangePassword);
                users.Add(admin);
                auditor.Record(
                    null,
                    AuditAction.UserCreated,
                    id,
                    new AuditFact(AuditFactKind.Created, nameof(UserRole.Admin), admin.Username),
                    new AuditFact(AuditFactKind.ByCommandLine)
                );
                return presenter.Present(admin);
            },
            cancellationToken
        );
    }
}
