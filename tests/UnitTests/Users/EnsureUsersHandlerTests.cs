using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Identity;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LiveChat.UnitTests.Users;

public class EnsureUsersHandlerTests
{
    private readonly InlineUnitOfWork _unitOfWork = new();
    private readonly IUserRepository _users = Substitute.For<IUserRepository>();
    private readonly List<User> _added = [];

    private async Task<ListResult<UserDto>> Ensure(IReadOnlyList<User> known, params EnsuredUser[] asked)
    {
        _users
            .FindAsync(Arg.Any<IReadOnlyCollection<UserId>>(), Arg.Any<CancellationToken>())
            .Returns(call => [.. known.Where(u => call.Arg<IReadOnlyCollection<UserId>>().Contains(u.Id))]);
        _users
            .FindImitatedAsync(Arg.Any<IReadOnlyDictionary<UserId, (string Username, UserRole Role)>>(), Arg.Any<CancellationToken>())
            .Returns([]);
        _users.When(u => u.Add(Arg.Any<User>())).Do(call => _added.Add(call.Arg<User>()));
        var handler = new EnsureUsersHandler(
            _unitOfWork,
            _users,
            new NameGuard(_users),
            AuditorFactory.Create(),
            UserPresenterFactory.Create(),
            new FakeTimeProvider(Times.Start)
        );
        return (await handler.Handle(new EnsureUsersCommand(asked), CancellationToken.None)).Value;
    }

    [Fact]
    public async Task Handle_WhenMissing_ShouldCreateThemAsGiven()
    {
        var ensured = await Ensure([], new EnsuredUser("m9", "merchant", "新商家 ", "https://shop.example/m9.png", "药厂"));

        var added = Assert.Single(_added);
        Assert.Equal(("m9", "新商家", UserRole.Merchant, UserStatus.Active), (added.Id.Value, added.Username, added.Role, added.Status));
        Assert.Equal(
            ("https://shop.example/m9.png", "药厂", Times.Start, null),
            (added.Avatar, added.Description, added.CreatedAt, added.PasswordHash)
        );
        Assert.Equal((1, "m9"), (ensured.Count, ensured.Results.Single().Id));
        Assert.Equal(1, _unitOfWork.Commits);
    }

    [Theory]
    [InlineData("b9", "buyer", "买家b9")]
    [InlineData("m9", "merchant", "商家m9")]
    [InlineData("p9", "platform", "客服p9")]
    [InlineData("x1234567890123456789012345678901234567890123456789", "buyer", "x1234567890123456789012345678901234567890123456789")]
    public async Task Handle_WhenNoNameIsGiven_ShouldMakeOneOfRoleAndId(string id, string role, string expected)
    {
        using var culture = new CultureScope("zh-CN");

        await Ensure([], new EnsuredUser(id, role, null, null, null));

        Assert.Equal((expected, null), (Assert.Single(_added).Username, _added[0].Avatar));
    }

    [Fact]
    public async Task Handle_WhenTheyExist_ShouldLeaveThemAsTheyAre()
    {
        var known = UserFactory.Create("b1", "保安堂药房");

        var ensured = await Ensure([known], new EnsuredUser("b1", "platform", "another name", "https://shop.example/b1.png", "other"));

        Assert.Empty(_added);
        Assert.Equal(("保安堂药房", UserRole.Buyer, null), (known.Username, known.Role, known.Avatar));
        Assert.Equal("保安堂药房", ensured.Results.Single().Username);
    }

    [Fact]
    public async Task Handle_WhenSomeExist_ShouldReturnAllInTheOrderAsked()
    {
        var ensured = await Ensure(
            [UserFactory.Create("b1")],
            new EnsuredUser("z9", "buyer", null, null, null),
            new EnsuredUser("b1", "buyer", null, null, null),
            new EnsuredUser("a9", "buyer", null, null, null)
        );

        Assert.Equal(["z9", "b1", "a9"], ensured.Results.Select(u => u.Id));
    }

    [Fact]
    public async Task Handle_WhenOneIsAskedForTwice_ShouldCreateThemOnceAndReturnThemTwice()
    {
        var ensured = await Ensure(
            [],
            new EnsuredUser("b9", "buyer", "first", null, null),
            new EnsuredUser("b9", "merchant", "second", null, null)
        );

        Assert.Equal("first", Assert.Single(_added).Username);
        Assert.Equal(["first", "first"], ensured.Results.Select(u => u.Username));
        Assert.Equal(2, ensured.Count);
    }
}
