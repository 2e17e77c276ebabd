using LiveChat.Application.Abstractions;
using LiveChat.Domain.Users;
using LiveChat.Infrastructure.Identity;
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

    public async Task<bool> IsNameTrustedAsync(string username, CancellationToken cancellationToken)
    {
        var folded = Lookalikes.Fold(username);
        var trusted = db.Users
            .Where(u => (u.Role == UserRole.Merchant || u.Role == UserRole.Platform || u.Role == UserRole.Admin) && u.Status != UserStatus.Deleted)
            .Select(u => u.Username);
        await foreach (var name in trusted.AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (Lookalikes.Fold(name) == folded)
                return true;
        }

        return false;
    }

    public Task<int> CountOtherActiveAdminsAsync(UserId id, CancellationToken cancellationToken) =>
        db.Users.CountAsync(u => u.Role == UserRole.Admin && u.Status == UserStatus.Active && u.PasswordHash != null && u.Id != id, cancellationToken);

    public void Add(User user) => db.Users.Add(user);
}
