using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LiveChat.UnitTests.Identity;

internal static class SessionStarterFactory
{
    public const string Token = "header.payload.signature";
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public static SessionStarter Create(ISessionRepository sessions)
    {
        var tokens = Substitute.For<IAccessTokens>();
        tokens.Lifetime.Returns(Lifetime);
        tokens.CreateSessionId().Returns("0123456789abcdef0123456789abcdef");
        tokens.Issue(Arg.Any<User>(), Arg.Any<UserSession>()).Returns(Token);
        return new SessionStarter(
            sessions,
            tokens,
            AuditorFactory.Create(),
            UserPresenterFactory.Create(),
            new FakeTimeProvider(Times.Start)
        );
    }
}
