namespace LiveChat.Application.Identity;

/// <summary>Changes the actor's own password and ends their other sessions.</summary>
public sealed record ChangePasswordCommand(Actor Actor, string? CurrentPassword, string? NewPassword)
    : IRequest<Result>,
        ISignedInRequest,
        IOutcomeLimitedRequest
{
    IReadOnlyList<OutcomeLimit> IOutcomeLimitedRequest.Limits => PasswordGuesses.LimitsOf(Actor, IdentityErrors.WrongPassword);
}

public sealed class ChangePasswordValidator : AbstractValidator<ChangePasswordCommand>
{
    public ChangePasswordValidator(IPasswordService passwords)
    {
        RuleFor(c => c.CurrentPassword).NotEmpty().MaximumLength(PasswordRules.MaxLength);
        RuleFor(c => c.NewPassword).IsNewPassword(passwords);
    }
}

public sealed class ChangePasswordHandler(
    IUnitOfWork unitOfWork,
    IUserRepository users,
    SessionEnder sessions,
    IPasswordService passwords,
    Auditor auditor
) : IRequestHandler<ChangePasswordCommand, Result>
{
    public async Task<Result> Handle(ChangePasswordCommand request, CancellationToken cancellationToken)
    {
        // The slow hashes are computed outside the transaction, so that they hold up no message.
        var candidate = await users.FindAsync(request.Actor.UserId, cancellationToken);
        if (!await passwords.VerifyAsync(candidate, request.CurrentPassword!, request.Actor.UserId.Value, cancellationToken))
            return IdentityErrors.WrongPassword;
        if (candidate!.MustChangePassword && request.NewPassword == request.CurrentPassword)
            return IdentityErrors.PasswordUnchanged;
        var passwordHash = await passwords.HashAsync(request.NewPassword!, request.Actor.UserId.Value, cancellationToken);

        return await unitOfWork.ExecuteAsync<Result>(
            async ct =>
            {
                var user = await users.FindAsync(request.Actor.UserId, ct);
                if (user is not { IsActive: true } || user.PasswordHash != candidate!.PasswordHash)
                    return IdentityErrors.WrongPassword;
                user.SetPasswordHash(passwordHash);
                auditor.Record(request.Actor, AuditAction.PasswordChanged, user.Id);
                await sessions.EndAllAsync(user.Id, SessionEndReason.PasswordChanged, request.Actor.SessionId, ct);
                return Result.Success();
            },
            cancellationToken
        );
    }
}
