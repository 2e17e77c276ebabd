namespace LiveChat.Application.Identity;

/// <summary>Loads and adds sessions inside a unit of work.</summary>
public interface ISessionRepository
{
    Task<UserSession?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The sessions with these ids; unknown ids are left out.</summary>
    Task<IReadOnlyList<UserSession>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    Task<IReadOnlyList<UserSession>> FindAliveAsync(UserId userId, CancellationToken cancellationToken);

    /// <summary>A user's sessions that are alive; newest first without a sort.</summary>
    Task<ListResult<UserSession>> ListAliveAsync(
        UserId userId,
        DateTimeOffset now,
        Sort<SessionColumn>? sort,
        Paging paging,
        CancellationToken cancellationToken
    );

    void Add(UserSession session);
}

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

/// <summary>Records when sessions were last used: in memory at once, in the database about once a minute.</summary>
public interface ISessionActivity
{
    /// <summary>Records that a session is in use now.</summary>
    void Seen(string sessionId);

    /// <returns>When the session was last used; for one with an open connection, the current time.</returns>
    DateTimeOffset LastSeenAt(UserSession session);
}

/// <summary>Begins a session for a user whose identity a use case has established, inside its unit of work.</summary>
public sealed class SessionStarter(
    ISessionRepository sessions,
    IAccessTokens tokens,
    Auditor auditor,
    UserPresenter presenter,
    TimeProvider clock
)
{
    /// <param name="means">How the identity was established; for the audit log.</param>
    public SessionDto Start(User user, ClientInfo client, params IReadOnlyList<AuditFact> means)
    {
        auditor.Record(user.Id, client.Address, AuditAction.SignIn, user.Id, means);
        var session = UserSession.Begin(
            tokens.CreateSessionId(),
            user.Id,
            clock.GetUtcNow(),
            tokens.Lifetime,
            client.Address,
            client.UserAgent
        );
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

/// <summary>A new session: the token for <c>Authorization: Bearer</c>, and its user.</summary>
public sealed record SessionDto
{
    public required string AccessToken { get; init; }

    public string TokenType { get; init; } = "bearer";

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>
    /// True while somebody else chose the password. Until the user has chosen their own, everything but that and signing out is a 403.
    /// </summary>
    public required bool MustChangePassword { get; init; }

    public required UserDto User { get; init; }
}

/// <summary>What the user of a session has to do before anything else.</summary>
public enum SessionDuty
{
    None,
    ChangePassword,
    SetUpSecondFactor,
}
