using LiveChat.Domain.Users;

namespace LiveChat.Application.Identity;

/// <summary>An operator's settings for signing in.</summary>
/// <param name="RequireSecondFactorForAdmins">Whether an admin without a second factor has to set one up before anything else.</param>
public sealed record SignInRules(bool RequireSecondFactorForAdmins)
{
    public bool DemandsSecondFactorOf(UserRole role) => RequireSecondFactorForAdmins && role == UserRole.Admin;
}
