namespace LiveChat.Application.Identity;

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
