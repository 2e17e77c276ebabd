using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Loads and adds users inside a unit of work.</summary>
public interface IUserRepository
{
    Task<User?> FindAsync(UserId id, CancellationToken cancellationToken);

    Task<IReadOnlyList<User>> FindAsync(IReadOnlyCollection<UserId> ids, CancellationToken cancellationToken);

    /// <summary>The one user who signs in with this name, if there is one.</summary>
    Task<User?> FindByLoginAsync(string username, CancellationToken cancellationToken);

    /// <summary>Whether a merchant, platform support or an admin has this name, or one that looks like it, with a password or without.</summary>
    Task<bool> IsNameTrustedAsync(string username, CancellationToken cancellationToken);

    /// <summary>How many admins besides this one are active and can sign in.</summary>
    Task<int> CountOtherActiveAdminsAsync(UserId id, CancellationToken cancellationToken);

    void Add(User user);
}
