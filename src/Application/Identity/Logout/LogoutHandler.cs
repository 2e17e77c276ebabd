using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using MediatR;

namespace LiveChat.Application.Identity.Logout;

public sealed class LogoutHandler(IUnitOfWork unitOfWork, ISessionRepository sessions, ISessionRegistry registry, TimeProvider clock) : IRequestHandler<LogoutCommand, Result>
{
    public async Task<Result> Handle(LogoutCommand request, CancellationToken cancellationToken)
    {
        var ended = await unitOfWork.ExecuteAsync<Result<UserSession>>(
            async ct =>
            {
                var session = await sessions.FindAsync(request.Actor.SessionId, ct);
                if (session is null)
                    return IdentityErrors.Unauthenticated;
                session.End(SessionEndReason.LoggedOut, clock.GetUtcNow());
                return session;
            },
            cancellationToken);
        if (!ended.IsSuccess)
            return ended.Error;
        await registry.EndedAsync([ended.Value]);
        return Result.Success();
    }
}
