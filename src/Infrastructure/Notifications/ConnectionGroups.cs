using LiveChat.Domain.Users;

namespace LiveChat.Infrastructure.Notifications;

/// <summary>The SignalR groups that pushes are sent to, so that the receivers are found without a walk over all connections.</summary>
public static class ConnectionGroups
{
    /// <summary>Admins who watch everything.</summary>
    public const string Watchers = "watchers";

    /// <summary>All connections of one user, on every device and tab.</summary>
    public static string Of(UserId userId) => $"user:{userId.Value}";
}
