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

    public async Task<IReadOnlyList<(UserId Imitator, User Trusted)>> FindImitatedAsync(IReadOnlyDictionary<UserId, string> usernames, CancellationToken cancellationToken)
    {
        var imitators = usernames.SelectMany(u => Lookalikes.KeysOf(u.Value).Select(key => (key, u.Key))).ToLookup(k => k.key, k => k.Key);
        var trusted = db.Users.AsNoTracking()
            .Where(u => (u.Role == UserRole.Merchant || u.Role == UserRole.Platform || u.Role == UserRole.Admin) && u.Status != UserStatus.Deleted);
        var found = new List<(UserId, User)>();
        await foreach (var user in trusted.AsAsyncEnumerable().WithCancellation(cancellationToken))
            found.AddRange(Lookalikes.KeysOf(user.Username).SelectMany(key => imitators[key]).Distinct().Where(id => id != user.Id).Select(id => (id, user)));
        return found;
    }

    public Task<int> CountOtherActiveAdminsAsync(UserId id, CancellationToken cancellationToken) =>
        db.Users.CountAsync(u => u.Role == UserRole.Admin && u.Status == UserStatus.Active && u.PasswordHash != null && u.Id != id, cancellationToken);

    public void Add(User user) => db.Users.Add(user);
}
