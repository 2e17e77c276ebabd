namespace LiveChat.Application.Identity;

/// <summary>
/// Makes the secret of a second factor. Signing in asks for no code until the factor is confirmed. Beginning again makes another secret.
/// </summary>
public sealed record BeginSecondFactorCommand(Actor Actor) : IRequest<Result<SecondFactorSecretDto>>, IAdminRequest;

public sealed class BeginSecondFactorHandler(
    IUnitOfWork unitOfWork,
    IUserRepository users,
    ISecondFactorRepository factors,
    IOneTimeCodes codes
) : IRequestHandler<BeginSecondFactorCommand, Result<SecondFactorSecretDto>>
{
    public Task<Result<SecondFactorSecretDto>> Handle(BeginSecondFactorCommand request, CancellationToken cancellationToken)
    {
        var secret = codes.CreateSecret();
        return unitOfWork.ExecuteAsync<Result<SecondFactorSecretDto>>(
            async ct =>
            {
                if (await users.FindAsync(request.Actor.UserId, ct) is not { IsActive: true } user)
                    return IdentityErrors.Unauthenticated;
                var factor = await factors.FindAsync(user.Id, ct);
                if (factor is { IsConfirmed: true })
                    return IdentityErrors.SecondFactorExists;
                if (factor is null)
                    factors.Add(SecondFactor.Begin(user.Id, secret.Sealed));
                else
                    factor.BeginAnew(secret.Sealed);
                return new SecondFactorSecretDto(secret.Shown, codes.UrlOf(user.Username, secret.Shown));
            },
            cancellationToken
        );
    }
}

/// <summary>
/// Confirms the second factor with a code of the actor's device. From then on each sign-in needs a code, and the other sessions end.
/// </summary>
public sealed record ConfirmSecondFactorCommand(Actor Actor, string? Code)
    : IRequest<Result<RecoveryCodesDto>>,
        IAdminRequest,
        IOutcomeLimitedRequest
{
    IReadOnlyList<OutcomeLimit> IOutcomeLimitedRequest.Limits => PasswordGuesses.LimitsOf(Actor, IdentityErrors.SecondFactorWrong);
}

public sealed class ConfirmSecondFactorValidator : AbstractValidator<ConfirmSecondFactorCommand>
{
    public ConfirmSecondFactorValidator() => RuleFor(c => c.Code).IsCode();
}

public sealed class ConfirmSecondFactorHandler(
    IUnitOfWork unitOfWork,
    ISecondFactorRepository factors,
    IOneTimeCodes codes,
    SessionEnder sessions,
    Auditor auditor,
    TimeProvider clock
) : IRequestHandler<ConfirmSecondFactorCommand, Result<RecoveryCodesDto>>
{
    public async Task<Result<RecoveryCodesDto>> Handle(ConfirmSecondFactorCommand request, CancellationToken cancellationToken)
    {
        var recoveryCodes = codes.CreateRecoveryCodes(SecondFactor.RecoveryCodeCount);
        var confirmed = await unitOfWork.ExecuteAsync<Result>(
            async ct =>
            {
                var now = clock.GetUtcNow();
                var factor = await factors.FindAsync(request.Actor.UserId, ct);
                if (factor is null)
                    return IdentityErrors.SecondFactorNotBegun;
                if (factor.IsConfirmed)
                    return IdentityErrors.SecondFactorExists;
                if (codes.StepOf(factor.SealedSecret, request.Code!, now) is not { } step || !factor.TryUseStep(step))
                    return IdentityErrors.SecondFactorWrong with { Kind = ErrorKind.Validation };
                factor.Confirm([.. recoveryCodes.Select(codes.HashOf)], now);
                auditor.Record(request.Actor, AuditAction.SecondFactorOn, request.Actor.UserId);
                // Whoever else holds a session of this account signed in with less.
                await sessions.EndAllAsync(request.Actor.UserId, SessionEndReason.SecondFactorOn, request.Actor.SessionId, ct);
                return Result.Success();
            },
            cancellationToken
        );
        return confirmed.IsSuccess ? new RecoveryCodesDto(recoveryCodes) : confirmed.Error;
    }
}
