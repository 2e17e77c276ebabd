using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Makes the tokens that clients carry.</summary>
public interface IAccessTokens
{
    /// <summary>How long a session lasts.</summary>
    TimeSpan Lifetime { get; }

    /// <summary>A new session id: 128 random bits in hexadecimal.</summary>
    string CreateSessionId();

    /// <summary>A signed token for one session of one user.</summary>
    string Issue(User user, UserSession session);
}
