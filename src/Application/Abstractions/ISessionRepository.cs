using LiveChat.Application.Common;
using LiveChat.Application.Identity;
using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Loads and adds sessions inside a unit of work.</summary>
public interface ISessionRepository
{
    Task<UserSession?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>The sessions with these ids; unknown ids are left out.</summary>
    Task<IReadOnlyList<UserSession>> FindAsync(IReadOnlyCollection<string> ids, CancellationToken cancellationToken);

    Task<IReadOnlyList<UserSession>> FindAliveAsync(UserId userId, CancellationToken cancellationToken);

    /// <summary>A user's sessions that are alive; newest first without a sort.</summary>
    Task<ListResult<UserSession>> ListAliveAsync(UserId userId, DateTimeOffset now, Sort<SessionColumn>? sort, Paging paging, CancellationToken cancellationToken);

    void Add(UserSession session);
}
