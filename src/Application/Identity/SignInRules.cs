using LiveChat.Domain.Users;

namespace LiveChat.Application.Identity;

/// <summary>What an operator demands of those who sign in.</summary>
/// <param name="RequireSecondFactorForAdmins">Whether an admin without a second factor sets one up before anything else.</param>
public sealed record SignInRules(bool RequireSecondFactorForAdmins)
{
    public bool DemandsSecondFactorOf(UserRole role) => RequireSecondFactorForAdmins && role == UserRole.Admin;
}
