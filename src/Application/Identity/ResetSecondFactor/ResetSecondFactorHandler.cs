using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Identity.ResetSecondFactor;

public sealed class ResetSecondFactorHandler(IUnitOfWork unitOfWork, ISecondFactorRepository factors, SessionEnder sessions, Auditor auditor)
    : IRequestHandler<ResetSecondFactorCommand, Result>
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
            cancellationToken);
    }
}
