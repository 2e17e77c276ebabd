using LiveChat.Infrastructure.Persistence.Readers;

namespace LiveChat.Infrastructure.Persistence.Repositories;

internal sealed class SessionRepository(LiveChatDbContext db) : ISessionRepository
{
    public Task<UserSession?> FindAsync(string id, CancellationToken cancellationToken) =>
        db.Sessions.SingleOrDefaultAsync(s => s.Id == id, cancellationToken);

    public async Task<IReadOnlyList<UserSession>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        await db.Sessions.Where(s => ids.Contains(s.Id)).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<UserSession>> FindAliveAsync(UserId userId, CancellationToken cancellationToken) =>
        await db.Sessions.Where(s => s.UserId == userId && s.EndedAt == null).ToListAsync(cancellationToken);

    public async Task<ListResult<UserSession>> ListAliveAsync(
        UserId userId,
        DateTimeOffset now,
        Sort<SessionColumn>? sort,
        Paging paging,
        CancellationToken cancellationToken
    )
    {
        var sessions = db.Sessions.AsNoTracking().Where(s => s.UserId == userId && s.EndedAt == null && s.ExpiresAt > now);
        return new ListResult<UserSession>(
            await sessions.LongCountAsync(cancellationToken),
            await InOrder(sessions, sort ?? new Sort<SessionColumn>(SessionColumn.CreatedAt, true))
                .Skip(paging.Skip)
                .Take(paging.PageSize)
                .ToListAsync(cancellationToken)
        );
    }

    private static IQueryable<UserSession> InOrder(IQueryable<UserSession> sessions, Sort<SessionColumn> sort)
    {
        var descending = sort.IsDescending;
        var ordered = sort.Column switch
        {
            SessionColumn.LastSeenAt => sessions.By(s => s.LastSeenAt, descending),
            SessionColumn.Address => sessions.By(s => s.Address, descending),
            SessionColumn.UserAgent => sessions.By(s => s.UserAgent, descending),
            _ => sessions.By(s => s.CreatedAt, descending),
        };
        return ordered.ThenBy(s => s.Id);
    }

    public void Add(UserSession session) => db.Sessions.Add(session);
}

internal sealed class SecondFactorRepository(LiveChatDbContext db) : ISecondFactorRepository
{
    public Task<SecondFactor?> FindAsync(UserId userId, CancellationToken cancellationToken) =>
        db.SecondFactors.SingleOrDefaultAsync(f => f.UserId == userId, cancellationToken);

    public void Add(SecondFactor factor) => db.SecondFactors.Add(factor);

    public void Remove(SecondFactor factor) => db.SecondFactors.Remove(factor);
}

internal sealed class UsedTokens(LiveChatDbContext db) : IUsedTokens
{
    /// <summary>
    /// How long used tokens are remembered after their expiry, so that a clock that is set back does not make one valid again.
    /// </summary>
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(2);

    public async Task<bool> TryUseAsync(
        string issuer,
        string tokenId,
        DateTimeOffset expiresAt,
        DateTimeOffset now,
        CancellationToken cancellationToken
    )
    {
        var forgotten = now - KeptFor;
        await db.UsedTokens.Where(t => t.ExpiresAt < forgotten).ExecuteDeleteAsync(cancellationToken);
        if (await db.UsedTokens.AnyAsync(t => t.Issuer == issuer && t.TokenId == tokenId, cancellationToken))
            return false;
        db.UsedTokens.Add(
            new UsedToken
            {
                Issuer = issuer,
                TokenId = tokenId,
                ExpiresAt = expiresAt,
            }
        );
        return true;
    }
}
