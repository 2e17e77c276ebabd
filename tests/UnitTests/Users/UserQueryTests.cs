using NSubstitute;

namespace LiveChat.UnitTests.Users;

public class UserQueryTests
{
    private readonly IUserReader _users = Substitute.For<IUserReader>();

    [Theory]
    [InlineData(null, null, null, null)]
    [InlineData("buyer", "active", UserRole.Buyer, UserStatus.Active)]
    [InlineData("merchant", null, UserRole.Merchant, null)]
    [InlineData("platform", "disabled", UserRole.Platform, UserStatus.Disabled)]
    [InlineData("admin", "deleted", UserRole.Admin, UserStatus.Deleted)]
    public async Task ListUsers_WhenFiltered_ShouldReadTheNames(
        string? role,
        string? status,
        UserRole? expectedRole,
        UserStatus? expectedStatus
    )
    {
        var list = new ListResult<UserDto>(0, []);
        _users
            .ListAsync(
                UserFactory.Admin(),
                new UserFilter(expectedRole, expectedStatus, "药"),
                null,
                new Paging(2, 100),
                Arg.Any<CancellationToken>()
            )
            .Returns(list);

        var result = await new ListUsersHandler(_users).Handle(
            new ListUsersQuery(UserFactory.Admin(), role, status, "药", new Paging(2, 100)),
            CancellationToken.None
        );

        Assert.Same(list, result.Value);
    }

    [Fact]
    public async Task ListUsers_WhenIdsAreGiven_ShouldAskForThem()
    {
        await new ListUsersHandler(_users).Handle(
            new ListUsersQuery(UserFactory.Admin(), null, null, null, new Paging(1, 20), Ids: "m1,b1"),
            CancellationToken.None
        );

        await _users
            .Received()
            .ListAsync(
                UserFactory.Admin(),
                Arg.Is<UserFilter>(f => f.Ids!.SequenceEqual(new[] { UserId.From("m1"), UserId.From("b1") })),
                null,
                new Paging(1, 20),
                Arg.Any<CancellationToken>()
            );
    }

    [Fact]
    public async Task GetUser_WhenTheActorMaySeeThem_ShouldReturnThem()
    {
        var user = UserPresenterFactory.Create().Present(UserFactory.Create("m1"));
        _users.FindAsync(UserFactory.Actor(), UserFactory.MerchantId, Arg.Any<CancellationToken>()).Returns(user);

        Assert.Same(
            user,
            (await new GetUserHandler(_users).Handle(new GetUserQuery(UserFactory.Actor(), "m1"), CancellationToken.None)).Value
        );
    }

    [Theory]
    [InlineData("m1")]
    [InlineData("not an id")]
    public async Task GetUser_WhenUnseenOrMalformed_ShouldNotBeFound(string id) =>
        Assert.Same(
            UserErrors.NotFound,
            (await new GetUserHandler(_users).Handle(new GetUserQuery(UserFactory.Actor(), id), CancellationToken.None)).Error
        );
}
