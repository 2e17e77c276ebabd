using LiveChat.Application.Common;
using LiveChat.Application.Users;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Reads users as their callers may see them: admins all, platform support all active ones, others active merchants, platform support and the people they share a conversation with.</summary>
public interface IUserReader
{
    Task<ListResult<UserDto>> ListAsync(Actor actor, UserFilter filter, Sort<UserColumn>? sort, Paging paging, CancellationToken cancellationToken);

    /// <summary>The same, all of them, as they are at one moment; read as they are taken.</summary>
    IAsyncEnumerable<UserDto> StreamAsync(Actor actor, UserFilter filter, Sort<UserColumn>? sort, CancellationToken cancellationToken);

    /// <returns>Null when there is none or the actor may not see them.</returns>
    Task<UserDto?> FindAsync(Actor actor, UserId id, CancellationToken cancellationToken);

    /// <summary>Those of the given users whom the actor may see, with when each was last seen.</summary>
    Task<IReadOnlyDictionary<UserId, DateTimeOffset?>> FindVisibleAsync(Actor actor, IReadOnlyCollection<UserId> ids, CancellationToken cancellationToken);
}

/// <summary>Which users are asked for; null matches all.</summary>
/// <param name="Search">A part of the name or the id.</param>
/// <param name="Ids">These people alone.</param>
public sealed record UserFilter(UserRole? Role, UserStatus? Status, string? Search, IReadOnlyCollection<UserId>? Ids = null);
