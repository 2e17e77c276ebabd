using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Loads and adds users inside a unit of work.</summary>
public interface IUserRepository
{
    Task<User?> FindAsync(UserId id, CancellationToken cancellationToken);

    Task<IReadOnlyList<User>> FindAsync(IReadOnlyCollection<UserId> ids, CancellationToken cancellationToken);

    /// <summary>The one user who signs in with this name, if there is one.</summary>
    Task<User?> FindByLoginAsync(string username, CancellationToken cancellationToken);

    /// <summary>The merchants, platform support and admins that are not deleted, each with the id of somebody else among those given whose name is theirs or looks like it.</summary>
    Task<IReadOnlyList<(UserId Imitator, User Trusted)>> FindImitatedAsync(IReadOnlyDictionary<UserId, string> usernames, CancellationToken cancellationToken);

    /// <summary>How many admins besides this one are active and can sign in.</summary>
    Task<int> CountOtherActiveAdminsAsync(UserId id, CancellationToken cancellationToken);

    void Add(User user);
}
