namespace LiveChat.Application.Identity;

/// <summary>Makes an account for a buyer or a merchant and signs them in. Its endpoint exists where Registration:Enabled is set.</summary>
/// <param name="Role">buyer or merchant.</param>
public sealed record RegisterCommand(string? Username, string? Password, string? Role, string? Description, ClientInfo Client)
    : IRequest<Result<SessionDto>>,
        IOpenRequest,
        IOutcomeLimitedRequest
{
    public string? Username { get; init; } = Username?.ToNormalForm();

    IReadOnlyList<OutcomeLimit> IOutcomeLimitedRequest.Limits => [new(LimitKind.Registrations, Client.Origin, result => result.IsSuccess)];
}

public sealed class RegisterValidator : AbstractValidator<RegisterCommand>
{
    public RegisterValidator(IPasswordService passwords)
    {
        RuleFor(c => c.Username).NotEmpty().IsUsername();
        RuleFor(c => c.Password).IsNewPassword(passwords);
        RuleFor(c => c.Role).NotEmpty().IsNameOf(UserRole.Buyer, UserRole.Merchant);
        RuleFor(c => c.Description).MaximumLength(User.MaxDescriptionLength).IsEmptyOrVisible();
    }
}

public sealed class RegisterHandler(
    IUnitOfWork unitOfWork,
    IUserRepository users,
    NameGuard names,
    IPasswordService passwords,
    SessionStarter sessions,
    TimeProvider clock
) : IRequestHandler<RegisterCommand, Result<SessionDto>>
{
    public async Task<Result<SessionDto>> Handle(RegisterCommand request, CancellationToken cancellationToken)
    {
        if (await names.CheckOwnChoiceAsync(request.Username!, cancellationToken) is { IsSuccess: false } imitating)
            return imitating.Error;
        // The name is checked before the slow hash, and again when the account is created.
        if (await users.FindByLoginAsync(request.Username!, cancellationToken) is not null)
            return UserErrors.UsernameTaken(request.Username!);
        var passwordHash = await passwords.HashAsync(request.Password!, request.Client.Origin, cancellationToken);
        return await unitOfWork.ExecuteAsync<Result<SessionDto>>(
            async ct =>
            {
                if (await users.FindByLoginAsync(request.Username!, ct) is not null)
                    return UserErrors.UsernameTaken(request.Username!);
                var user = User.Create(
                    UserId.Generate(),
                    request.Username!,
                    WireNames<UserRole>.Parse(request.Role!),
                    clock.GetUtcNow(),
                    request.Description
                );
                user.SetPasswordHash(passwordHash);
                users.Add(user);
                return sessions.Start(user, request.Client, new AuditFact(AuditFactKind.ByRegistration));
            },
            cancellationToken
        );
    }
}
