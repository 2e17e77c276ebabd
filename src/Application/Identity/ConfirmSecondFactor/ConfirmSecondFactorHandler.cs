using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using MediatR;

namespace LiveChat.Application.Identity.ConfirmSecondFactor;

public sealed class ConfirmSecondFactorHandler(
    IUnitOfWork unitOfWork, ISecondFactorRepository factors, IOneTimeCodes codes, SessionEnder sessions, Auditor auditor, TimeProvider clock)
    : IRequestHandler<ConfirmSecondFactorCommand, Result<RecoveryCodesDto>>
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
            cancellationToken);
        return confirmed.IsSuccess ? new RecoveryCodesDto(recoveryCodes) : confirmed.Error;
    }
}
