namespace LiveChat.Application.Users;

/// <summary>
/// Refuses names that imitate those of merchants, platform support or admins. It may read many names, so it is called outside a unit of
/// work, where it holds up no write.
/// </summary>
public sealed class NameGuard(IUserRepository users)
{
    /// <summary>The check for users who name themselves: they may use neither such a name nor one that looks like it.</summary>
    public async Task<Result> CheckOwnChoiceAsync(string username, CancellationToken cancellationToken) =>
        (
            await users.FindImitatedAsync(
                new Dictionary<UserId, (string, UserRole)> { [UserId.Generate()] = (username, UserRole.Buyer) },
                cancellationToken
            )
        ).Count > 0
            ? UserErrors.UsernameImitates(username)
            : Result.Success();

    /// <summary>
    /// The check for admins and host sites, who name others. Two merchants may have the same name, and so may a merchant and a buyer. A
    /// name that only looks like another one is refused. The names of platform support and admins can be used only for platform support and
    /// admins. Those who are named together are compared with each other as well.
    /// </summary>
    public async Task<Result> CheckAsync(
        IReadOnlyDictionary<UserId, (string Username, UserRole Role)> named,
        CancellationToken cancellationToken
    )
    {
        if (named.Count == 0)
            return Result.Success();
        var imitated = await users.FindImitatedAsync(named, cancellationToken);
        foreach (var (imitator, trusted) in imitated)
        {
            var (username, role) = named[imitator];
            var isSame = User.Normalize(username) == User.Normalize(trusted.Username);
            if (!isSame || (trusted.Role != UserRole.Merchant && role is not (UserRole.Platform or UserRole.Admin)))
                return UserErrors.UsernameImitates(username);
        }

        return Result.Success();
    }

    /// <summary>The same check for one name.</summary>
    public Task<Result> CheckAsync(UserId id, string username, UserRole role, CancellationToken cancellationToken) =>
        CheckAsync(new Dictionary<UserId, (string, UserRole)> { [id] = (username, role) }, cancellationToken);
}
