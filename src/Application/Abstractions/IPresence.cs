using LiveChat.Domain.Users;

namespace LiveChat.Application.Abstractions;

/// <summary>Presence: a user is online while they have at least one open connection, on any device or tab.</summary>
public interface IPresence
{
    bool IsOnline(UserId userId);

    /// <summary>Makes a connection receive presence changes of these users, instead of those it watched before.</summary>
    void Watch(string connectionId, IReadOnlyCollection<UserId> userIds);
}
