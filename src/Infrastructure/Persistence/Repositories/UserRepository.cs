using LiveChat.Application.Abstractions;
using LiveChat.Domain.Users;
using LiveChat.Infrastructure.Identity;
using Microsoft.EntityFrameworkCore;

namespace LiveChat.Infrastructure.Persistence.Repositories;

internal sealed class UserRepository(LiveChatDbContext db, TrustedNames trusted) : IUserRepository
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

    public async Task<IReadOnlyList<(UserId Imitator, TrustedName Trusted)>> FindImitatedAsync(
        IReadOnlyDictionary<UserId, (string Username, UserRole Role)> named, CancellationToken cancellationToken)
    {
        var keys = named.ToDictionary(n => n.Key, n => Lookalikes.KeysOf(n.Value.Username));
        var stored = await trusted.FindAsync(db, keys.Values.SelectMany(k => k), cancellationToken);
        var together = named.Where(n => TrustedName.IsTrusted(n.Value.Role))
            .SelectMany(n => keys[n.Key].Select(key => (key, Name: new TrustedName(n.Key, n.Value.Username, n.Value.Role)))).ToLookup(n => n.key, n => n.Name);
        return
        [
            .. named.Keys.SelectMany(id => keys[id].SelectMany(key => stored[key].Concat(together[key])).Distinct().Where(name => name.Id != id).Select(name => (id, name))),
        ];
    }

    public Task<int> CountOtherActiveAdminsAsync(UserId id, CancellationToken cancellationToken) =>
        db.Users.CountAsync(u => u.Role == UserRole.Admin && u.Status == UserStatus.Active && u.PasswordHash != null && u.Id != id, cancellationToken);

    public void Add(User user) => db.Users.Add(user);
}
