using LiveChat.Application.Abstractions;
using LiveChat.Domain.Users;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Repositories;

internal sealed class UserRepository(LiveChatDbContext db) : IUserRepository
{
    public Task<User?> FindAsync(UserId id, CancellationToken cancellationToken) =>
        db.Users.SingleOrDefaultAsync(u => u.Id == id, cancellationToken);

    public async Task<IReadOnlyList<User>> FindAsync(IReadOnlyCollection<UserId> ids, CancellationToken cancellationToken) =>
        await db.Users.Where(u => ids.Contains(u.Id)).ToListAsync(cancellationToken);

    public Task<User?> FindByLoginAsync(string username, CancellationToken cancellationToken)
    {
        var normalized = User.Normalize(username);
        return db.Users.SingleOrDefaultAsync(u => u.NormalizedUsername == normalized && u.PasswordHash != null, cancellationToken);
    }

    public Task<bool> IsNameTrustedAsync(string username, CancellationToken cancellationToken)
    {
        var normalized = User.Normalize(username);
        var visible = User.Normalize(User.VisibleText(username));
        return db.Users.AnyAsync(u => (u.NormalizedUsername == normalized || u.NormalizedUsername == visible) && u.Role != UserRole.Buyer && u.Status != UserStatus.Deleted, cancellationToken);
    }

    public Task<int> CountOtherActiveAdminsAsync(UserId id, CancellationToken cancellationToken) =>
        db.Users.CountAsync(u => u.Role == UserRole.Admin && u.Status == UserStatus.Active && u.PasswordHash != null && u.Id != id, cancellationToken);

    public void Add(User user) => db.Users.Add(user);
}
