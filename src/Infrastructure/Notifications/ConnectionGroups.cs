using LiveChat.Domain.Users;

namespace LiveChat.Infrastructure.Notifications;

/// <summary>The SignalR groups that pushes go to. A group finds its connections without walking over all others.</summary>
public static class ConnectionGroups
{
    /// <summary>Admins who watch everything.</summary>
    public const string Watchers = "watchers";

    /// <summary>All connections of one user, on every device and tab.</summary>
    public static string Of(UserId userId) => $"user:{userId.Value}";
}
