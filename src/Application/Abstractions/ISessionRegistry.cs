using LiveChat.Application.Identity;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Knows which sessions are alive, and closes the connections of those that end.</summary>
public interface ISessionRegistry
{
    /// <summary>Whether the session is alive, so that its token is accepted.</summary>
    ValueTask<bool> IsAliveAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>The duty of a session that is alive: what its user has to do before anything else.</summary>
    ValueTask<SessionDuty> DutyOfAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>Must be called when a session that had no duty may have one now.</summary>
    void DutyChanged(string sessionId);

    /// <summary>
    /// Must be called when sessions have ended: their tokens are refused from now on, and their connections are told why and closed.
    /// </summary>
    Task EndedAsync(IReadOnlyCollection<UserSession> sessions);
}
