using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Users;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Identity.SetPassword;

public sealed class SetPasswordHandler(
    IUnitOfWork unitOfWork, IUserRepository users, SessionEnder sessions, IPasswordService passwords, Auditor auditor, UserPresenter presenter)
    : IRequestHandler<SetPasswordCommand, Result>
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
            cancellationToken);
    }

    private static IEnumerable<AuditFact> FactsOf(SetPasswordCommand request)
    {
        if (request.MustChange)
            yield return new AuditFact(AuditFactKind.ForOneSignIn);
        if (request.Actor is null)
            yield return new AuditFact(AuditFactKind.ByCommandLine);
    }
}
