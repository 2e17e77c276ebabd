using LiveChat.Domain.Identity;

namespace LiveChat.Application.Abstractions;

/// <summary>When sessions were last used. What is seen costs nothing at once, and is stored about once a minute.</summary>
public interface ISessionActivity
{
    /// <summary>Somebody uses this session now.</summary>
    void Seen(string sessionId);

    /// <returns>Now, for a session that holds a connection.</returns>
    DateTimeOffset LastSeenAt(UserSession session);
}
