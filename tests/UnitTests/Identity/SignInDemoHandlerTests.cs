using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;
using NSubstitute;

namespace LiveChat.UnitTests.Identity;

public class SignInDemoHandlerTests
{
    private readonly IUserRepository _users = Substitute.For<IUserRepository>();
    private readonly ISessionRepository _sessions = Substitute.For<ISessionRepository>();

    private Task<Result<SessionDto>> SignIn(string? id, User? user = null)
    {
        if (user is not null)
            _users.FindAsync(user.Id, Arg.Any<CancellationToken>()).Returns(user);
        return new SignInDemoHandler(new InlineUnitOfWork(), _users, SessionStarterFactory.Create(_sessions)).Handle(
            new SignInDemoCommand(id, new ClientInfo(null, null)),
            CancellationToken.None
        );
    }

    [Theory]
    [InlineData(UserRole.Buyer)]
    [InlineData(UserRole.Merchant)]
    [InlineData(UserRole.Platform)]
    public async Task Handle_WhenTheRoleMayChat_ShouldBeginASession(UserRole role)
    {
        var session = (await SignIn("x1", UserFactory.Create("x1", role: role))).Value;

        Assert.Equal(("x1", role), (session.User.Id, session.User.Role));
        _sessions.Received(1).Add(Arg.Is<UserSession>(s => s.UserId == UserId.From("x1")));
    }

    [Theory]
    [InlineData(UserRole.Admin, UserStatus.Active)]
    [InlineData(UserRole.Buyer, UserStatus.Disabled)]
    [InlineData(UserRole.Buyer, UserStatus.Deleted)]
    public async Task Handle_WhenAdminOrInactive_ShouldNotBeFound(UserRole role, UserStatus status)
    {
        var result = await SignIn("x1", UserFactory.Create("x1", role: role, status: status));

        Assert.Same(IdentityErrors.DemoUserNotFound, result.Error);
        _sessions.DidNotReceiveWithAnyArgs().Add(default!);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("not an id")]
    [InlineData("me")]
    public async Task Handle_WhenUnknown_ShouldNotBeFound(string id) =>
        Assert.Same(IdentityErrors.DemoUserNotFound, (await SignIn(id)).Error);
}
