using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LiveChat.UnitTests.Identity;

public class SetPasswordHandlerTests
{
    private readonly InlineUnitOfWork _unitOfWork = new();
    private readonly IUserRepository _users = Substitute.For<IUserRepository>();
    private readonly ISessionRepository _sessions = Substitute.For<ISessionRepository>();
    private readonly IPasswordService _passwords = Substitute.For<IPasswordService>();

    private Task<Result> SetPassword(string? id = "b1")
    {
        _passwords.HashAsync("long password", Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns("new hash");
        return new SetPasswordHandler(
            _unitOfWork,
            _users,
            new SessionEnder(_sessions, new FakeTimeProvider(Times.Start)),
            _passwords,
            AuditorFactory.Create(),
            UserPresenterFactory.Create()
        ).Handle(new SetPasswordCommand(null, id, "long password"), CancellationToken.None);
    }

    private User UserIs(UserStatus status = UserStatus.Active)
    {
        var user = UserFactory.Create("b1", "保安堂药房", status: status, passwordHash: "old hash");
        _users.FindAsync(user.Id, Arg.Any<CancellationToken>()).Returns(user);
        return user;
    }

    [Fact]
    public async Task Handle_WhenTheUserExists_ShouldSetThePasswordAndEndAllTheirSessions()
    {
        var user = UserIs();
        UserSession[] alive = [SessionFactory.Create("one"), SessionFactory.Create("two")];
        _sessions.FindAliveAsync(user.Id, Arg.Any<CancellationToken>()).Returns(alive);

        Assert.True((await SetPassword()).IsSuccess);

        Assert.Equal("new hash", user.PasswordHash);
        Assert.All(alive, s => Assert.Equal((SessionEndReason.PasswordChanged, Times.Start), (s.EndReason, s.EndedAt)));
        Assert.All(
            alive,
            s => Assert.Equal(new SessionEnded(s.Id, s.UserId, SessionEndReason.PasswordChanged), Assert.Single(s.TakeEvents()))
        );
    }

    [Fact]
    public async Task Handle_WhenHashing_ShouldNotHoldTheTransaction()
    {
        UserIs();
        _sessions.FindAliveAsync(UserFactory.BuyerId, Arg.Any<CancellationToken>()).Returns([]);
        var wasOpen = new List<bool>();
        _passwords
            .When(p => p.HashAsync(Arg.Any<string>(), Arg.Any<string>(), Arg.Any<CancellationToken>()))
            .Do(_ => wasOpen.Add(_unitOfWork.IsOpen));

        await SetPassword();

        Assert.DoesNotContain(true, wasOpen);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("nobody")]
    [InlineData("not an id")]
    public async Task Handle_WhenUnknown_ShouldNotBeFound(string? id)
    {
        Assert.Same(UserErrors.NotFound, (await SetPassword(id)).Error);
    }

    [Fact]
    public async Task Handle_WhenDeleted_ShouldNotBeFound()
    {
        var user = UserIs(UserStatus.Deleted);

        Assert.Same(UserErrors.NotFound, (await SetPassword()).Error);
        Assert.Equal("old hash", user.PasswordHash);
    }

    [Fact]
    public async Task Handle_WhenSomebodyElseSignsInWithThatName_ShouldBeAConflict()
    {
        var user = UserIs();
        _users.FindByLoginAsync("保安堂药房", Arg.Any<CancellationToken>()).Returns(UserFactory.Create("b9", "保安堂药房"));

        Assert.Equal("User.UsernameTaken", (await SetPassword()).Error!.Name);
        Assert.Equal("old hash", user.PasswordHash);
    }

    [Fact]
    public async Task Handle_WhenTheNameIsTheirOwn_ShouldSucceed()
    {
        var user = UserIs();
        _users.FindByLoginAsync("保安堂药房", Arg.Any<CancellationToken>()).Returns(user);
        _sessions.FindAliveAsync(user.Id, Arg.Any<CancellationToken>()).Returns([]);

        Assert.True((await SetPassword()).IsSuccess);
    }
}
