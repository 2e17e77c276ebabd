using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Who is online: somebody with at least one open connection, on any device or tab.</summary>
public interface IPresence
{
    bool IsOnline(UserId userId);

    /// <summary>Makes a connection receive the changes of these users, instead of those it watched before.</summary>
    void Watch(string connectionId, IReadOnlyCollection<UserId> userIds);
}
