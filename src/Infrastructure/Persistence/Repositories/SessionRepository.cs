using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Application.Identity;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;
using LiveChat.Infrastructure.Persistence.Readers;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Repositories;

internal sealed class SessionRepository(LiveChatDbContext db) : ISessionRepository
{
    public Task<UserSession?> FindAsync(string id, CancellationToken cancellationToken) =>
        db.Sessions.SingleOrDefaultAsync(s => s.Id == id, cancellationToken);

    public async Task<IReadOnlyList<UserSession>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken) =>
        await db.Sessions.Where(s => ids.Contains(s.Id)).ToListAsync(cancellationToken);

    public async Task<IReadOnlyList<UserSession>> FindAliveAsync(UserId userId, CancellationToken cancellationToken) =>
        await db.Sessions.Where(s => s.UserId == userId && s.EndedAt == null).ToListAsync(cancellationToken);

    public async Task<ListResult<UserSession>> ListAliveAsync(UserId userId, DateTimeOffset now, Sort<SessionColumn>? sort, Paging paging, CancellationToken cancellationToken)
    {
        var sessions = db.Sessions.AsNoTracking().Where(s => s.UserId == userId && s.EndedAt == null && s.ExpiresAt > now);
        return new ListResult<UserSession>(
            await sessions.LongCountAsync(cancellationToken),
            await InOrder(sessions, sort ?? new Sort<SessionColumn>(SessionColumn.CreatedAt, true)).Skip(paging.Skip).Take(paging.PageSize).ToListAsync(cancellationToken));
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
