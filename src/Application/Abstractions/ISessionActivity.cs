using LiveChat.Domain.Identity;

namespace LiveChat.Application.Abstractions;

/// <summary>Records when sessions were last used: in memory at once, in the database about once a minute.</summary>
public interface ISessionActivity
{
    /// <summary>Records that a session is in use now.</summary>
    void Seen(string sessionId);

    /// <returns>When the session was last used; for one with an open connection, the current time.</returns>
    DateTimeOffset LastSeenAt(UserSession session);
}
