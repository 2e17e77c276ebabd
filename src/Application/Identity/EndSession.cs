namespace LiveChat.Application.Identity;

/// <summary>Ends one session of a user and closes its connections.</summary>
public sealed record EndSessionCommand(Actor Actor, string UserId, long SessionId) : IRequest<Result>, IAdminRequest
{
    public string? SubjectId => UserId;
}

public sealed class EndSessionHandler(IUnitOfWork unitOfWork, ISessionRepository sessions, Auditor auditor, TimeProvider clock)
    : IRequestHandler<EndSessionCommand, Result>
{
    public async Task<Result> Handle(EndSessionCommand request, CancellationToken cancellationToken)
    {
        return await unitOfWork.ExecuteAsync<Result>(
            async ct =>
            {
                var now = clock.GetUtcNow();
                if (!UserId.TryParse(request.UserId, out var userId))
                    return IdentityErrors.SessionNotFound;
                var session = (await sessions.FindAliveAsync(userId, ct)).FirstOrDefault(s =>
                    s.Number == request.SessionId && s.IsAliveAt(now)
                );
                if (session is null)
                    return IdentityErrors.SessionNotFound;
                session.End(SessionEndReason.EndedByAdmin, now);
                auditor.Record(
                    request.Actor,
                    AuditAction.SessionEnded,
                    session.UserId,
                    session.Address is null ? [] : [new AuditFact(AuditFactKind.SessionFrom, session.Address)]
                );
                return Result.Success();
            },
            cancellationToken
        );
    }
}

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
