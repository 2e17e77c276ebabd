using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Users;

/// <summary>
/// Keeps people from being taken for those whom others trust: merchants, platform support and admins. It reads many names, so it is asked
/// outside a unit of work, and keeps nobody from writing.
/// </summary>
public sealed class NameGuard(IUserRepository users)
{
    /// <summary>For whoever names themselves: neither such a name nor one that looks like it.</summary>
    public async Task<Result> CheckOwnChoiceAsync(string username, CancellationToken cancellationToken) =>
        (await users.FindImitatedAsync(new Dictionary<UserId, string> { [UserId.Generate()] = username }, cancellationToken)).Count > 0 ? UserErrors.UsernameImitates(username) : Result.Success();

    /// <summary>
    /// For whoever names others: an admin, a host site. Two shops may have one name, and so may a person who sells and buys; what only looks
    /// like somebody else's name imitates it, and platform support's and admins' are theirs alone.
    /// </summary>
    public async Task<Result> CheckAsync(IReadOnlyDictionary<UserId, (string Username, UserRole Role)> named, CancellationToken cancellationToken)
    {
        if (named.Count == 0)
            return Result.Success();
        var imitated = await users.FindImitatedAsync(named.ToDictionary(n => n.Key, n => n.Value.Username), cancellationToken);
        foreach (var (imitator, trusted) in imitated)
        {
            var (username, role) = named[imitator];
            var isSame = User.Normalize(username) == trusted.NormalizedUsername;
            if (!isSame || (trusted.Role != UserRole.Merchant && role is not (UserRole.Platform or UserRole.Admin)))
                return UserErrors.UsernameImitates(username);
        }

        return Result.Success();
    }

    /// <summary>The same for one.</summary>
    public Task<Result> CheckAsync(UserId id, string username, UserRole role, CancellationToken cancellationToken) =>
        CheckAsync(new Dictionary<UserId, (string, UserRole)> { [id] = (username, role) }, cancellationToken);
}
