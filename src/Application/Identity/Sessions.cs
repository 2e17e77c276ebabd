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
