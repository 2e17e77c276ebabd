using LiveChat.Application.Common;
using LiveChat.Application.Users;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>
/// Reads users that the actor may see. Admins see all users, platform support all active ones; others see active merchants, platform
/// support, and the users they share a conversation with.
/// </summary>
public interface IUserReader
{
    Task<ListResult<UserDto>> ListAsync(Actor actor, UserFilter filter, Sort<UserColumn>? sort, Paging paging, CancellationToken cancellationToken);

    /// <summary>The whole list without pages, from one snapshot of the database; rows are read while they are consumed.</summary>
    IAsyncEnumerable<UserDto> StreamAsync(Actor actor, UserFilter filter, Sort<UserColumn>? sort, CancellationToken cancellationToken);

    /// <returns>Null when there is none or the actor may not see them.</returns>
    Task<UserDto?> FindAsync(Actor actor, UserId id, CancellationToken cancellationToken);

    /// <summary>Those of the given users whom the actor may see, with when each was last seen.</summary>
    Task<IReadOnlyDictionary<UserId, DateTimeOffset?>> FindVisibleAsync(Actor actor, IReadOnlyCollection<UserId> ids, CancellationToken cancellationToken);
}

/// <summary>The filter of a list of users; null matches all.</summary>
/// <param name="Search">A part of the name or the id.</param>
/// <param name="Ids">Only users with these ids.</param>
public sealed record UserFilter(UserRole? Role, UserStatus? Status, string? Search, IReadOnlyCollection<UserId>? Ids = null);
