namespace LiveChat.Application.Identity;

/// <summary>Whether the actor signs in with a code besides the password.</summary>
public sealed record GetSecondFactorQuery(Actor Actor) : IRequest<Result<SecondFactorDto>>, IAdminRequest;

public sealed class GetSecondFactorHandler(ISecondFactorRepository factors, SignInRules rules)
    : IRequestHandler<GetSecondFactorQuery, Result<SecondFactorDto>>
{
    public async Task<Result<SecondFactorDto>> Handle(GetSecondFactorQuery request, CancellationToken cancellationToken)
    {
        var factor = await factors.FindAsync(request.Actor.UserId, cancellationToken);
        var isOn = factor is { IsConfirmed: true };
        return new SecondFactorDto(isOn, rules.DemandsSecondFactorOf(request.Actor.Role), isOn ? factor!.RecoveryHashes.Count : 0);
    }
}

/// <summary>Whether a user signs in with a code besides the password.</summary>
/// <param name="Required">Whether this server demands a second factor of the user.</param>
/// <param name="RecoveryCodesLeft">0 to 10; each works once.</param>
public sealed record SecondFactorDto(bool Enabled, bool Required, int RecoveryCodesLeft);

/// <summary>The secret with which a device makes codes. It is shown once and stored encrypted.</summary>
/// <param name="Secret">The secret in base 32, for typing.</param>
/// <param name="OtpauthUrl">The URL that a device reads from a QR code: <c>otpauth://totp/…</c>, SHA-1, 6 digits, 30 seconds.</param>
public sealed record SecondFactorSecretDto(string Secret, string OtpauthUrl);

/// <summary>The recovery codes, shown once. Each can be used once in place of a code of the device.</summary>
public sealed record RecoveryCodesDto(IReadOnlyList<string> RecoveryCodes);

public static class SecondFactorCodeRules
{
    public const int MaxLength = 40;

    /// <summary>The text may be a code of a device or a recovery code, with spaces and hyphens.</summary>
    public static IRuleBuilderOptions<T, string?> IsCode<T>(this IRuleBuilder<T, string?> rule) => rule.NotEmpty().MaximumLength(MaxLength);
}

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

/// <summary>Ends the actor's second factor, on a device's code or a recovery code.</summary>
public sealed record EndSecondFactorCommand(Actor Actor, string? Code) : IRequest<Result>, IAdminRequest, IOutcomeLimitedRequest
{
    IReadOnlyList<OutcomeLimit> IOutcomeLimitedRequest.Limits => PasswordGuesses.LimitsOf(Actor, IdentityErrors.SecondFactorWrong);
}

public sealed class EndSecondFactorValidator : AbstractValidator<EndSecondFactorCommand>
{
    public EndSecondFactorValidator() => RuleFor(c => c.Code).IsCode();
}

public sealed class EndSecondFactorHandler(
    IUnitOfWork unitOfWork,
    ISecondFactorRepository factors,
    ISessionRegistry registry,
    SecondFactorGate gate,
    Auditor auditor
) : IRequestHandler<EndSecondFactorCommand, Result>
{
    public async Task<Result> Handle(EndSecondFactorCommand request, CancellationToken cancellationToken)
    {
        Error? refusal = null;
        var ended = await unitOfWork.ExecuteAsync(
            async ct =>
            {
                if (await factors.FindAsync(request.Actor.UserId, ct) is not { IsConfirmed: true } factor)
                    return IdentityErrors.NoSecondFactor;
                // A wrong code is counted, so it is committed as well.
                refusal = gate.Refusal(factor, request.Code!, out var means);
                if (refusal is not null)
                    return Result.Success();
                factors.Remove(factor);
                auditor.Record(request.Actor, AuditAction.SecondFactorOff, request.Actor.UserId, means);
                return Result.Success();
            },
            cancellationToken
        );
        if (!ended.IsSuccess)
            return ended;
        if (refusal is not null)
            return refusal with { Kind = ErrorKind.Validation };
        registry.DutyChanged(request.Actor.SessionId);
        return Result.Success();
    }
}

/// <summary>
/// Ends a user's second factor and all their sessions, for when device and recovery codes are lost. Only the command line can do it.
/// </summary>
public sealed record ResetSecondFactorCommand(string? UserId) : IRequest<Result>, ISystemRequest;

public sealed class ResetSecondFactorHandler(
    IUnitOfWork unitOfWork,
    ISecondFactorRepository factors,
    SessionEnder sessions,
    Auditor auditor
) : IRequestHandler<ResetSecondFactorCommand, Result>
{
    public async Task<Result> Handle(ResetSecondFactorCommand request, CancellationToken cancellationToken)
    {
        if (!UserId.TryParse(request.UserId, out var id))
            return UserErrors.NotFound;
        return await unitOfWork.ExecuteAsync<Result>(
            async ct =>
            {
                if (await factors.FindAsync(id, ct) is not { } factor)
                    return IdentityErrors.NoSecondFactor;
                factors.Remove(factor);
                auditor.Record(null, AuditAction.SecondFactorOff, id, new AuditFact(AuditFactKind.ByCommandLine));
                await sessions.EndAllAsync(id, SessionEndReason.EndedByAdmin, null, ct);
                return Result.Success();
            },
            cancellationToken
        );
    }
}
