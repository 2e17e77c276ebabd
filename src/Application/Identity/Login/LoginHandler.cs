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
        if (!passwords.Verify(candidate, request.Password!))
            return await RefuseAsync(candidate, request.Client, cancellationToken);

        var session = await unitOfWork.ExecuteAsync<Result<SessionDto>>(
            async ct =>
            {
                var user = await users.FindAsync(candidate!.Id, ct);
                if (user is not { IsActive: true } || user.PasswordHash != candidate.PasswordHash)
                    return IdentityErrors.InvalidCredentials;
                return sessions.Start(user, request.Client, "password");
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
                auditor.Record(null, AuditAction.SignInFailed, candidate?.Id, candidate is null ? "unknown name" : "password", client.Address);
                return Task.FromResult(Result.Success());
            },
            cancellationToken);
        return IdentityErrors.InvalidCredentials;
    }
}
