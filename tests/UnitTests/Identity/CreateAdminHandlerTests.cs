using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LiveChat.UnitTests.Identity;

public class CreateAdminHandlerTests
{
    private readonly InlineUnitOfWork _unitOfWork = new();
    private readonly IUserRepository _users = Substitute.For<IUserRepository>();
    private readonly IPasswordService _passwords = Substitute.For<IPasswordService>();

    private Task<Result<UserDto>> Create()
    {
        _users
            .FindImitatedAsync(Arg.Any<IReadOnlyDictionary<UserId, (string Username, UserRole Role)>>(), Arg.Any<CancellationToken>())
            .Returns([]);
        _passwords.HashAsync("long password", Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns("hashed");
        return new CreateAdminHandler(
            _unitOfWork,
            _users,
            new NameGuard(_users),
            _passwords,
            AuditorFactory.Create(),
            UserPresenterFactory.Create(),
            new FakeTimeProvider(Times.Start)
        ).Handle(new CreateAdminCommand("root", "Root", "long password"), CancellationToken.None);
    }

    [Fact]
    public async Task Handle_WhenIdAndNameAreFree_ShouldAddAnAdminWhoCanSignIn()
    {
        var admin = (await Create()).Value;

        Assert.Equal(("root", "Root", UserRole.Admin), (admin.Id, admin.Username, admin.Role));
        _users.Received(1).Add(Arg.Is<User>(u => u.Role == UserRole.Admin && u.PasswordHash == "hashed" && u.CreatedAt == Times.Start));
        Assert.Equal(1, _unitOfWork.Commits);
    }

    [Fact]
    public async Task Handle_WhenTheIdIsTaken_ShouldBeAConflict()
    {
        _users.FindAsync(UserId.From("root"), Arg.Any<CancellationToken>()).Returns(UserFactory.Create("root"));

        var error = (await Create()).Error!;

        Assert.Equal((ErrorKind.Conflict, "User.IdTaken"), (error.Kind, error.Name));
        Assert.Equal(["root"], error.Arguments);
        _users.DidNotReceiveWithAnyArgs().Add(default!);
    }

    [Fact]
    public async Task Handle_WhenTheNameIsTaken_ShouldBeAConflict()
    {
        _users.FindByLoginAsync("Root", Arg.Any<CancellationToken>()).Returns(UserFactory.Create("other"));

        var error = (await Create()).Error!;

        Assert.Equal((ErrorKind.Conflict, "User.UsernameTaken"), (error.Kind, error.Name));
        Assert.Equal(["Root"], error.Arguments);
        _users.DidNotReceiveWithAnyArgs().Add(default!);
    }
}
