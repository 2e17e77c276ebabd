using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Loads and adds users inside a unit of work.</summary>
public interface IUserRepository
{
    Task<User?> FindAsync(UserId id, CancellationToken cancellationToken);

    Task<IReadOnlyList<User>> FindAsync(IReadOnlyCollection<UserId> ids, CancellationToken cancellationToken);

    /// <summary>The one user who signs in with this name, if there is one.</summary>
    Task<User?> FindByLoginAsync(string username, CancellationToken cancellationToken);

    /// <summary>
    /// Finds whose trusted names are taken: the merchants, platform support and admins (not deleted) whose name equals or looks like that
    /// of one of the given users, each with that user's id. The given users are compared with each other too.
    /// </summary>
    Task<IReadOnlyList<(UserId Imitator, TrustedName Trusted)>> FindImitatedAsync(
        IReadOnlyDictionary<UserId, (string Username, UserRole Role)> named, CancellationToken cancellationToken);

    /// <summary>How many admins besides this one are active and can sign in.</summary>
    Task<int> CountOtherActiveAdminsAsync(UserId id, CancellationToken cancellationToken);

    void Add(User user);
}

/// <summary>A name that nobody else may imitate.</summary>
public sealed record TrustedName(UserId Id, string Username, UserRole Role)
{
    /// <summary>Whether the names of this role are trusted.</summary>
    public static bool IsTrusted(UserRole role) => role is UserRole.Merchant or UserRole.Platform or UserRole.Admin;
}
