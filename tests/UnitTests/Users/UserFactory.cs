using LiveChat.UnitTests.Common;

namespace LiveChat.UnitTests.Users;

internal static class UserFactory
{
    public static readonly UserId BuyerId = UserId.From("b1");
    public static readonly UserId MerchantId = UserId.From("m1");
    public static readonly UserId PlatformId = UserId.From("p1");
    public static readonly UserId AdminId = UserId.From("a1");

    public static User Create(
        string id = "b1",
        string? username = null,
        UserRole role = UserRole.Buyer,
        UserStatus status = UserStatus.Active,
        string? passwordHash = null
    )
    {
        var user = User.Restore(UserId.From(id), username ?? $"name of {id}", role, status, Times.Start);
        if (passwordHash is not null)
            user.SetPasswordHash(passwordHash);
        return user;
    }

    public static Actor Actor(string id = "b1", UserRole role = UserRole.Buyer, string sessionId = "0123456789abcdef0123456789abcdef") =>
        new(UserId.From(id), role, sessionId);

    public static Actor Admin() => Actor("a1", UserRole.Admin);
}
