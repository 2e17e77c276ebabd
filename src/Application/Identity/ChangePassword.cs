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

/// <summary>Gives a user a new password and ends all their sessions.</summary>
/// <param name="Actor">Null for the command line.</param>
/// <param name="ExpectedVersions">The <see cref="UserVersion"/>s that the caller accepts (If-Match); null accepts any.</param>
/// <param name="MustChange">Whether the user has to choose another password at the first sign-in.</param>
public sealed record SetPasswordCommand(
    Actor? Actor,
    string? UserId,
    string? Password,
    bool MustChange = false,
    IReadOnlyList<string>? ExpectedVersions = null
) : IRequest<Result>, IAdminRequest
{
    public string? SubjectId => UserId;
}

public sealed class SetPasswordValidator : AbstractValidator<SetPasswordCommand>
{
    public SetPasswordValidator(IPasswordService passwords) => RuleFor(c => c.Password).IsNewPassword(passwords);
}

public sealed class SetPasswordHandler(
    IUnitOfWork unitOfWork,
    IUserRepository users,
    SessionEnder sessions,
    IPasswordService passwords,
    Auditor auditor,
    UserPresenter presenter
) : IRequestHandler<SetPasswordCommand, Result>
{
    public async Task<Result> Handle(SetPasswordCommand request, CancellationToken cancellationToken)
    {
        if (!UserId.TryParse(request.UserId, out var id))
            return UserErrors.NotFound;
        var passwordHash = await passwords.HashAsync(request.Password!, request.Actor?.UserId.Value ?? "", cancellationToken);
        return await unitOfWork.ExecuteAsync<Result>(
            async ct =>
            {
                var user = await users.FindAsync(id, ct);
                if (user is null || user.Status == UserStatus.Deleted)
                    return UserErrors.NotFound;
                if (presenter.Refusal(user, request.ExpectedVersions) is { } outdated)
                    return outdated;
                if (await users.FindByLoginAsync(user.Username, ct) is { } namesake && namesake.Id != id)
                    return UserErrors.UsernameTaken(user.Username);
                user.SetPasswordHash(passwordHash, request.MustChange);
                auditor.Record(request.Actor, AuditAction.PasswordSet, id, [.. FactsOf(request)]);
                await sessions.EndAllAsync(id, SessionEndReason.PasswordChanged, null, ct);
                return Result.Success();
            },
            cancellationToken
        );
    }

    private static IEnumerable<AuditFact> FactsOf(SetPasswordCommand request)
    {
        if (request.MustChange)
            yield return new AuditFact(AuditFactKind.ForOneSignIn);
        if (request.Actor is null)
            yield return new AuditFact(AuditFactKind.ByCommandLine);
    }
}
