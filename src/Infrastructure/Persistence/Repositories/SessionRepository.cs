using LiveChat.Application.Abstractions;
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

    public void Add(UserSession session) => db.Sessions.Add(session);
}
