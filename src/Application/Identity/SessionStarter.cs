using LiveChat.Application.Abstractions;
using LiveChat.Application.Audit;
using LiveChat.Application.Common;
using LiveChat.Application.Users;
using LiveChat.Domain.Audit;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Identity;

/// <summary>Begins a session for a user whose identity a use case has established, inside its unit of work.</summary>
public sealed class SessionStarter(ISessionRepository sessions, IAccessTokens tokens, Auditor auditor, UserPresenter presenter, TimeProvider clock)
{
    /// <param name="means">How the identity was established; for the audit log.</param>
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

/// <summary>The client that signs in; stored with the session.</summary>
/// <param name="Address">The client's IP address.</param>
public sealed record ClientInfo(string? Address, string? UserAgent)
{
    /// <summary>The queue for costly work, which the client shares with all others at its address (<see cref="AddressBlock"/>).</summary>
    public string Origin => AddressBlock.Of(Address);
}
