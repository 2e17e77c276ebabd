using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Repositories;

internal sealed class SessionRepository(LiveChatDbContext db) : ISessionRepository
{
    public Task<UserSession?> FindAsync(string id, CancellationToken cancellationToken) =>
        db.Sessions.SingleOrDefaultAsync(s => s.Id == id, cancellationToken);

    public async Task<IReadOnlyList<UserSession>> FindAliveAsync(UserId userId, CancellationToken cancellationToken) =>
        await db.Sessions.Where(s => s.UserId == userId && s.EndedAt == null).ToListAsync(cancellationToken);

    public async Task<ListResult<UserSession>> ListAliveAsync(UserId userId, DateTimeOffset now, Paging paging, CancellationToken cancellationToken)
    {
        var sessions = db.Sessions.AsNoTracking().Where(s => s.UserId == userId && s.EndedAt == null && s.ExpiresAt > now);
        return new ListResult<UserSession>(
            await sessions.LongCountAsync(cancellationToken),
            await sessions.OrderByDescending(s => s.CreatedAt).ThenBy(s => s.Id).Skip(paging.Skip).Take(paging.PageSize).ToListAsync(cancellationToken));
    }

    public void Add(UserSession session) => db.Sessions.Add(session);
}
