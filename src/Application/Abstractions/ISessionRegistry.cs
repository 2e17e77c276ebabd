using LiveChat.Application.Identity;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Knows which sessions are alive, and closes the connections of those that end.</summary>
public interface ISessionRegistry
{
    /// <summary>Whether a token of this session is still good.</summary>
    ValueTask<bool> IsAliveAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>What the user of a session that is alive has to do before anything else.</summary>
    ValueTask<SessionDuty> DutyOfAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>Tells that a session whose user had nothing to do before anything else may have now.</summary>
    void DutyChanged(string sessionId);

    /// <summary>Tells that sessions have ended: from now on their tokens are refused, and their connections are closed after being told why.</summary>
    Task EndedAsync(IReadOnlyCollection<UserSession> sessions);
}
