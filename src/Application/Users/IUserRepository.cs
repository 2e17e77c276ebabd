namespace LiveChat.Application.Users;

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
        IReadOnlyDictionary<UserId, (string Username, UserRole Role)> named,
        CancellationToken cancellationToken
    );

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

/// <summary>
/// Reads users that the actor may see. Admins see all users, platform support all active ones; others see active merchants, platform
/// support, and the users they share a conversation with.
/// </summary>
public interface IUserReader
{
    Task<ListResult<UserDto>> ListAsync(
        Actor actor,
        UserFilter filter,
        Sort<UserColumn>? sort,
        Paging paging,
        CancellationToken cancellationToken
    );

    /// <summary>The whole list without pages, from one snapshot of the database; rows are read while they are consumed.</summary>
    IAsyncEnumerable<UserDto> StreamAsync(Actor actor, UserFilter filter, Sort<UserColumn>? sort, CancellationToken cancellationToken);

    /// <returns>Null when there is none or the actor may not see them.</returns>
    Task<UserDto?> FindAsync(Actor actor, UserId id, CancellationToken cancellationToken);

    /// <summary>Those of the given users whom the actor may see, with when each was last seen.</summary>
    Task<IReadOnlyDictionary<UserId, DateTimeOffset?>> FindVisibleAsync(
        Actor actor,
        IReadOnlyCollection<UserId> ids,
        CancellationToken cancellationToken
    );
}

/// <summary>The filter of a list of users; null matches all.</summary>
/// <param name="Search">A part of the name or the id.</param>
/// <param name="Ids">Only users with these ids.</param>
public sealed record UserFilter(UserRole? Role, UserStatus? Status, string? Search, IReadOnlyCollection<UserId>? Ids = null);
