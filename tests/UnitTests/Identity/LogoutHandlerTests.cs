using LiveChat.Application.Abstractions;
using LiveChat.Application.Identity.Logout;
using LiveChat.Domain.Common;
using LiveChat.Domain.Identity;
using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LiveChat.UnitTests.Identity;

public class LogoutHandlerTests
{
    private readonly InlineUnitOfWork _unitOfWork = new();
    private readonly ISessionRepository _sessions = Substitute.For<ISessionRepository>();
    private readonly ISessionRegistry _registry = Substitute.For<ISessionRegistry>();

    private Task<Result> Logout() => new LogoutHandler(_unitOfWork, _sessions, _registry, new FakeTimeProvider(Times.Start))
        .Handle(new LogoutCommand(UserFactory.Actor(sessionId: "mine")), CancellationToken.None);

    [Fact]
    public async Task Handle_WhenSignedIn_ShouldEndThatSessionAndTellTheRegistryAfterTheCommit()
    {
        var session = SessionFactory.Create("mine");
        _sessions.FindAsync("mine", Arg.Any<CancellationToken>()).Returns(session);
        var toldAt = new List<(bool IsOpen, int Commits)>();
        _registry.EndedAsync(Arg.Any<IReadOnlyCollection<UserSession>>()).Returns(Task.CompletedTask).AndDoes(_ => toldAt.Add((_unitOfWork.IsOpen, _unitOfWork.Commits)));

        Assert.True((await Logout()).IsSuccess);

        Assert.Equal((SessionEndReason.LoggedOut, Times.Start), (session.EndReason, session.EndedAt));
        Assert.Equal([(false, 1)], toldAt);
        await _registry.Received(1).EndedAsync(Arg.Is<IReadOnlyCollection<UserSession>>(ended => ended.Single() == session));
    }

    [Fact]
    public async Task Handle_WhenTheSessionIsUnknown_ShouldBeUnauthenticated()
    {
        Assert.Same(IdentityErrors.Unauthenticated, (await Logout()).Error);
        await _registry.DidNotReceiveWithAnyArgs().EndedAsync(default!);
    }
}
