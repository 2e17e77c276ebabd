using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Application.Users;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Identity;

/// <summary>Begins a session for somebody whose identity a use case has established, inside its unit of work.</summary>
public sealed class SessionStarter(ISessionRepository sessions, IAccessTokens tokens, Auditor auditor, UserPresenter presenter, TimeProvider clock)
{
    /// <param name="means">By what the identity was established; for the audit log.</param>
    public SessionDto Start(User user, ClientInfo client, params IReadOnlyList<AuditFact> means)
    {
        auditor.Record(user.Id, client.Address, AuditAction.SignIn, user.Id, means);
        var session = UserSession.Begin(tokens.CreateSessionId(), user.Id, clock.GetUtcNow(), tokens.Lifetime, client.Address, client.UserAgent);
        sessions.Add(session);
        return new SessionDto
        {
            AccessToken = tokens.Issue(user, session),
            ExpiresAt = session.ExpiresAt,
            MustChangePassword = user.MustChangePassword,
            User = presenter.Present(user),
        };
    }
}

/// <summary>From where somebody signs in; kept with the session.</summary>
/// <param name="Address">The client's IP address.</param>
public sealed record ClientInfo(string? Address, string? UserAgent)
{
    /// <summary>With whom the client shares its turns at costly work: all that come from one address (<see cref="AddressBlock"/>).</summary>
    public string Origin => AddressBlock.Of(Address);
}
