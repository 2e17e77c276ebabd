using LiveChat.Domain.Identity;
using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Loads and adds sessions inside a unit of work.</summary>
public interface ISessionRepository
{
    Task<UserSession?> FindAsync(string id, CancellationToken cancellationToken);

    Task<IReadOnlyList<UserSession>> FindAliveAsync(UserId userId, CancellationToken cancellationToken);

    void Add(UserSession session);
}
