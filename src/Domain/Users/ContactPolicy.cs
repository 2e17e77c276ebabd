namespace LiveChat.Domain.Users;

/// <summary>Who may write to whom: buyer with merchant, buyer with platform, merchant with platform, in either direction.</summary>
public static class ContactPolicy
{
    /// <summary>True when the two roles may hold a direct conversation. Nobody talks with an admin, and no role with itself.</summary>
    public static bool MayTalk(UserRole one, UserRole other) =>
        one != other && one is not UserRole.Admin && other is not UserRole.Admin;
}
