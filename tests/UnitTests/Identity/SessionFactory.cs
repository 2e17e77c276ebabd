using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;

namespace LiveChat.UnitTests.Identity;

internal static class SessionFactory
{
    public static UserSession Create(string id = "0123456789abcdef0123456789abcdef", UserId? userId = null, TimeSpan? lifetime = null) =>
        UserSession.Begin(id, userId ?? UserFactory.BuyerId, Times.Start, lifetime ?? TimeSpan.FromDays(7), "127.0.0.1", "tests");
}
