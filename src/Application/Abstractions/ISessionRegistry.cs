using LiveChat.Application.Identity;

namespace LiveChat.Application.Abstractions;

/// <summary>Knows which sessions are alive. A session that ends is refused from its commit on.</summary>
public interface ISessionRegistry
{
    /// <summary>Whether the session is alive, so that its token is accepted.</summary>
    ValueTask<bool> IsAliveAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>The duty of a session that is alive: what its user has to do before anything else.</summary>
    ValueTask<SessionDuty> DutyOfAsync(string sessionId, CancellationToken cancellationToken);

    /// <summary>Must be called when a session that had no duty may have one now.</summary>
    void DutyChanged(string sessionId);
}
