using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using MediatR;

namespace LiveChat.Application.Identity.EndSecondFactor;

public sealed class EndSecondFactorHandler(IUnitOfWork unitOfWork, ISecondFactorRepository factors, ISessionRegistry registry, SecondFactorGate gate, Auditor auditor)
    : IRequestHandler<EndSecondFactorCommand, Result>
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
            cancellationToken);
        if (!ended.IsSuccess)
            return ended;
        if (refusal is not null)
            return refusal with { Kind = ErrorKind.Validation };
        registry.DutyChanged(request.Actor.SessionId);
        return Result.Success();
    }
}
