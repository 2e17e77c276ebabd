using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Identity.Login;

public sealed class LoginHandler(IUnitOfWork unitOfWork, IUserRepository users, IPasswordService passwords, SessionStarter sessions, Auditor auditor)
    : IRequestHandler<LoginCommand, Result<SessionDto>>
{
    public async Task<Result<SessionDto>> Handle(LoginCommand request, CancellationToken cancellationToken)
    {
        // The slow hash is checked outside the transaction, so that a sign-in holds up no message.
        var candidate = await users.FindByLoginAsync(request.Username!, cancellationToken);
        if (!await passwords.VerifyAsync(candidate, request.Password!, request.Client.Origin, cancellationToken))
            return await RefuseAsync(candidate, request.Client, cancellationToken);

        var session = await unitOfWork.ExecuteAsync<Result<SessionDto>>(
            async ct =>
            {
                var user = await users.FindAsync(candidate!.Id, ct);
                if (user is not { IsActive: true } || user.PasswordHash != candidate.PasswordHash)
                    return IdentityErrors.InvalidCredentials;
                return sessions.Start(user, request.Client, new AuditFact(AuditFactKind.ByPassword));
            },
            cancellationToken);
        return session.IsSuccess ? session : await RefuseAsync(candidate, request.Client, cancellationToken);
    }

    /// <summary>Records the failure and gives the one answer. An unknown name is not recorded: people type their password there by mistake.</summary>
    private async Task<Result<SessionDto>> RefuseAsync(User? candidate, ClientInfo client, CancellationToken cancellationToken)
    {
        await unitOfWork.ExecuteAsync(
            _ =>
            {
                auditor.Record(null, client.Address, AuditAction.SignInFailed, candidate?.Id, new AuditFact(WhyNot(candidate)));
                return Task.FromResult(Result.Success());
            },
            cancellationToken);
        return IdentityErrors.InvalidCredentials;
    }

    private static AuditFactKind WhyNot(User? candidate) => candidate switch
    {
        null => AuditFactKind.UnknownName,
        { IsActive: false } => AuditFactKind.AccountNotActive,
        _ => AuditFactKind.WrongPassword,
    };
}
