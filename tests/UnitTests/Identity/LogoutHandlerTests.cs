using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LiveChat.UnitTests.Identity;

public class LogoutHandlerTests
{
    private readonly InlineUnitOfWork _unitOfWork = new();
    private readonly ISessionRepository _sessions = Substitute.For<ISessionRepository>();

    private Task<Result> Logout() =>
        new LogoutHandler(_unitOfWork, _sessions, new FakeTimeProvider(Times.Start)).Handle(
            new LogoutCommand(UserFactory.Actor(sessionId: "mine")),
            CancellationToken.None
        );

    [Fact]
    public async Task Handle_WhenSignedIn_ShouldEndThatSession()
    {
        var session = SessionFactory.Create("mine");
        _sessions.FindAsync("mine", Arg.Any<CancellationToken>()).Returns(session);

        Assert.True((await Logout()).IsSuccess);

        Assert.Equal((SessionEndReason.LoggedOut, Times.Start), (session.EndReason, session.EndedAt));
        Assert.Equal(1, _unitOfWork.Commits);
        Assert.Equal(new SessionEnded("mine", session.UserId, SessionEndReason.LoggedOut), Assert.Single(session.TakeEvents()));
    }

    [Fact]
    public async Task Handle_WhenTheSessionIsUnknown_ShouldBeUnauthenticated()
    {
        Assert.Same(IdentityErrors.Unauthenticated, (await Logout()).Error);
    }
}
