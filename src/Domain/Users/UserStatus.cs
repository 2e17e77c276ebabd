namespace LiveChat.Domain.Users;

/// <summary>Whether a user may take part. The numbers are stored.</summary>
public enum UserStatus
{
    Active = 1,
    Disabled = 2,
    Deleted = 3,
}
