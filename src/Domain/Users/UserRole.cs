namespace LiveChat.Domain.Users;

/// <summary>What a user is in the marketplace. The numbers are stored.</summary>
public enum UserRole
{
    Buyer = 1,
    Merchant = 2,
    Platform = 3,
    Admin = 4,
}
