namespace LiveChat.Application.Identity;

/// <summary>Ends the session of the actor's token.</summary>
public sealed record LogoutCommand(Actor Actor) : IRequest<Result>, ISignedInRequest;

public sealed class LogoutHandler(IUnitOfWork unitOfWork, ISessionRepository sessions, TimeProvider clock)
    : IRequestHandler<LogoutCommand, Result>
{
    public async Task<Result> Handle(LogoutCommand request, CancellationToken cancellationToken)
    {
        return await unitOfWork.ExecuteAsync<Result>(
            async ct =>
            {
                var session = await sessions.FindAsync(request.Actor.SessionId, ct);
                if (session is null)
                    return IdentityErrors.Unauthenticated;
                session.End(SessionEndReason.LoggedOut, clock.GetUtcNow());
                return Result.Success();
            },
            cancellationToken
        );
    }
}
