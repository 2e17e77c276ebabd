using LiveChat.Infrastructure.Identity;
using LiveChat.Infrastructure.Work;
using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LiveChat.UnitTests.Identity;

public class LoginHandlerTests
{
    private const string Password = "correct horse battery";
    private static readonly PasswordService Passwords = new(new CostlyWork());
    private static readonly string PasswordHash = Hash(Password);

    private readonly InlineUnitOfWork _unitOfWork = new();
    private readonly IUserRepository _users = Substitute.For<IUserRepository>();
    private readonly ISecondFactorRepository _secondFactors = Substitute.For<ISecondFactorRepository>();
    private readonly ISessionRepository _sessions = Substitute.For<ISessionRepository>();

    private static SecondFactorGate Gate() => new(Substitute.For<IOneTimeCodes>(), new FakeTimeProvider(Times.Start));

    private Task<Result<SessionDto>> Login(string password = Password, string username = "官方客服") =>
        new LoginHandler(
            _unitOfWork,
            _users,
            _secondFactors,
            Passwords,
            Gate(),
            SessionStarterFactory.Create(_sessions),
            AuditorFactory.Create()
        ).Handle(new LoginCommand(username, password, new ClientInfo("127.0.0.1", "tests")), CancellationToken.None);

    private void UserIs(User found, User? inTransaction = null)
    {
        _users.FindByLoginAsync("官方客服", Arg.Any<CancellationToken>()).Returns(found);
        _users.FindAsync(found.Id, Arg.Any<CancellationToken>()).Returns(inTransaction ?? found);
    }

    private static User PlatformUser(UserStatus status = UserStatus.Active, string? passwordHash = null) =>
        UserFactory.Create("p1", "官方客服", UserRole.Platform, status, passwordHash ?? PasswordHash);

    [Fact]
    public async Task Handle_WhenThePasswordIsRight_ShouldBeginASession()
    {
        UserIs(PlatformUser());

        var session = (await Login()).Value;

        Assert.Equal(
            (SessionStarterFactory.Token, "bearer", Times.Start + SessionStarterFactory.Lifetime, "p1"),
            (session.AccessToken, session.TokenType, session.ExpiresAt, session.User.Id)
        );
        _sessions
            .Received(1)
            .Add(Arg.Is<UserSession>(s => s.UserId == UserFactory.PlatformId && s.Address == "127.0.0.1" && s.UserAgent == "tests"));
        Assert.Equal(1, _unitOfWork.Commits);
    }

    public static TheoryData<string> Refusals =>
        [
            "unknown name",
            "wrong password",
            "no password",
            "disabled",
            "deleted",
            "disabled meanwhile",
            "password changed meanwhile",
            "gone meanwhile",
        ];

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Handle_WhenRefused_ShouldGiveOneAndTheSameAnswer(string why)
    {
        switch (why)
        {
            case "no password":
                UserIs(UserFactory.Create("p1", "官方客服", UserRole.Platform));
                break;
            case "disabled":
                UserIs(PlatformUser(UserStatus.Disabled));
                break;
            case "deleted":
                UserIs(PlatformUser(UserStatus.Deleted));
                break;
            case "disabled meanwhile":
                UserIs(PlatformUser(), PlatformUser(UserStatus.Disabled));
                break;
            case "password changed meanwhile":
                UserIs(PlatformUser(), PlatformUser(passwordHash: Hash("another password")));
                break;
            case "gone meanwhile":
                UserIs(PlatformUser());
                _users.FindAsync(UserFactory.PlatformId, Arg.Any<CancellationToken>()).Returns((User?)null);
                break;
            case "wrong password":
                UserIs(PlatformUser());
                break;
        }

        var result = await Login(why == "wrong password" ? "wrong password" : Password, why == "unknown name" ? "nobody" : "官方客服");

        Assert.Same(IdentityErrors.InvalidCredentials, result.Error);
        _sessions.DidNotReceiveWithAnyArgs().Add(default!);
        // Nothing is stored but that it failed.
        Assert.Equal(1, _unitOfWork.Commits);
    }

    [Fact]
    public async Task Handle_WhenThePasswordIsChecked_ShouldNotHoldTheTransaction()
    {
        UserIs(PlatformUser());
        var passwords = Substitute.For<IPasswordService>();
        var wasOpen = new List<bool>();
        passwords
            .VerifyAsync(Arg.Any<User?>(), Password, Arg.Any<string>(), Arg.Any<CancellationToken>())
            .Returns(true)
            .AndDoes(_ => wasOpen.Add(_unitOfWork.IsOpen));

        await new LoginHandler(
            _unitOfWork,
            _users,
            _secondFactors,
            passwords,
            Gate(),
            SessionStarterFactory.Create(_sessions),
            AuditorFactory.Create()
        ).Handle(new LoginCommand("官方客服", Password, new ClientInfo(null, null)), CancellationToken.None);

        Assert.Equal([false], wasOpen);
    }

    private static string Hash(string password) => Passwords.HashAsync(password, "", CancellationToken.None).GetAwaiter().GetResult();
}
