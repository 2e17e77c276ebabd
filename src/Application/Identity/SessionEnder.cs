using LiveChat.Application.Abstractions;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Identity;

/// <summary>Ends the sessions of a user, inside a unit of work. Call the <see cref="ISessionRegistry"/> after the commit.</summary>
public sealed class SessionEnder(ISessionRepository sessions, TimeProvider clock)
{
    /// <param name="exceptSessionId">A session that stays.</param>
    public async Task EndAllAsync(UserId userId, SessionEndReason reason, string? exceptSessionId, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var alive = await sessions.FindAliveAsync(userId, cancellationToken);
        foreach (var session in alive.Where(s => s.Id != exceptSessionId))
            session.End(reason, now);
    }
}
