using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using MediatR;

namespace LiveChat.Application.Identity.Login;

public sealed class LoginHandler(IUnitOfWork unitOfWork, IUserRepository users, IPasswordService passwords, SessionStarter sessions) : IRequestHandler<LoginCommand, Result<SessionDto>>
{
    public async Task<Result<SessionDto>> Handle(LoginCommand request, CancellationToken cancellationToken)
    {
        // The slow hash is checked outside the transaction, so that a sign-in holds up no message.
        var candidate = await users.FindByLoginAsync(request.Username!, cancellationToken);
        if (!passwords.Verify(candidate, request.Password!))
            return IdentityErrors.InvalidCredentials;

        return await unitOfWork.ExecuteAsync<Result<SessionDto>>(
            async ct =>
            {
                var user = await users.FindAsync(candidate!.Id, ct);
                if (user is not { IsActive: true } || user.PasswordHash != candidate.PasswordHash)
                    return IdentityErrors.InvalidCredentials;
                return sessions.Start(user, request.Client);
            },
            cancellationToken);
    }
}
