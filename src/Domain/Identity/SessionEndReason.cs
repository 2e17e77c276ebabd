namespace LiveChat.Domain.Identity;

/// <summary>Why a session ended. The numbers are stored, the names are shown.</summary>
public enum SessionEndReason
{
    LoggedOut = 1,
    PasswordChanged = 2,
    Disabled = 3,
    Deleted = 4,
    RoleChanged = 5,
    EndedByAdmin = 6,
    Expired = 7,
    SecondFactorOn = 8,
}
