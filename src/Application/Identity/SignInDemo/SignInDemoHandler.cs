using LiveChat.Application.Abstractions;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;
using MediatR;

namespace LiveChat.Application.Identity.SignInDemo;

public sealed class SignInDemoHandler(IUnitOfWork unitOfWork, IUserRepository users, SessionStarter sessions) : IRequestHandler<SignInDemoCommand, Result<SessionDto>>
{
    public async Task<Result<SessionDto>> Handle(SignInDemoCommand request, CancellationToken cancellationToken)
    {
        if (!UserId.TryParse(request.UserId, out var id))
            return IdentityErrors.DemoUserNotFound;
        return await unitOfWork.ExecuteAsync<Result<SessionDto>>(
            async ct =>
            {
                var user = await users.FindAsync(id, ct);
                if (user is not { IsActive: true } || user.Role == UserRole.Admin)
                    return IdentityErrors.DemoUserNotFound;
                return sessions.Start(user, request.Client, new AuditFact(AuditFactKind.ByDemo));
            },
            cancellationToken);
    }
}
