namespace LiveChat.Application.Identity;

/// <summary>Signs in as any buyer, merchant or platform user without a password. Its endpoint exists only in demo mode.</summary>
public sealed record SignInDemoCommand(string? UserId, ClientInfo Client) : IRequest<Result<SessionDto>>, IOpenRequest;

public sealed class SignInDemoValidator : AbstractValidator<SignInDemoCommand>
{
    public SignInDemoValidator() => RuleFor(c => c.UserId).NotEmpty();
}

public sealed class SignInDemoHandler(IUnitOfWork unitOfWork, IUserRepository users, SessionStarter sessions)
    : IRequestHandler<SignInDemoCommand, Result<SessionDto>>
{
    public async Task<Result<SessionDto>> Handle(SignInDemoCommand request, CancellationToken cancellationToken)
    {
        if (!UserId.TryParse(request.UserId, out var id))
            return IdentityErrors.DemoUserNotFound;
        return await unitOfWork.ExecuteAsync<Result<SessionDto>>(
            async ct =>
            {
                var user = await users.FindAsync(id, ct);
                if (user is not { IsActive: true } || user.Role == UserRole.Admin)
                    return IdentityErrors.DemoUserNotFound;
                return sessions.Start(user, request.Client, new AuditFact(AuditFactKind.ByDemo));
            },
            cancellationToken
        );
    }
}
