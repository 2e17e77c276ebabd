using LiveChat.UnitTests.Common;

namespace LiveChat.UnitTests.Users;

public class UserValidatorTests
{
    private static IReadOnlyList<string> RefusedList(
        string? role = null,
        string? status = null,
        string? search = null,
        int page = 1,
        int pageSize = 20
    ) =>
        new ListUsersQuery(UserFactory.Actor(), role, status, search, new Paging(page, pageSize)).FieldsRefusedBy(new ListUsersValidator());

    private static IReadOnlyList<string> RefusedUser(
        string? id = "m9",
        string? role = "merchant",
        string? username = null,
        string? avatar = null,
        string? description = null
    ) => new EnsureUsersCommand([new EnsuredUser(id, role, username, avatar, description)]).FieldsRefusedBy(new EnsureUsersValidator());

    private static EnsureUsersCommand Many(int count) =>
        new([.. Enumerable.Range(0, count).Select(n => new EnsuredUser($"m{n}", "merchant", null, null, null))]);

    [Theory]
    [InlineData("buyer")]
    [InlineData("merchant")]
    [InlineData("platform")]
    [InlineData("admin")]
    [InlineData(null)]
    public void ListUsers_WhenTheRoleIsOne_ShouldAccept(string? role) => Assert.Empty(RefusedList(role: role));

    [Theory]
    [InlineData("")]
    [InlineData("Buyer")]
    [InlineData("1")]
    [InlineData("guest")]
    public void ListUsers_WhenTheRoleIsNone_ShouldRefuse(string role) => Assert.Equal(["role"], RefusedList(role: role));

    [Theory]
    [InlineData("m1", true)]
    [InlineData("m1,b1", true)]
    [InlineData("", false)]
    [InlineData("m1,", false)]
    [InlineData("m1,no/id", false)]
    public void ListUsers_WhenIdsAreGiven_ShouldBeIds(string ids, bool isValid) =>
        Assert.Equal(
            isValid ? [] : ["ids"],
            new ListUsersQuery(UserFactory.Actor(), null, null, null, new Paging(1, 20), Ids: ids).FieldsRefusedBy(new ListUsersValidator())
        );

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void ListUsers_WhenIdsAreMany_ShouldBeAPageAtMost(int count, bool isValid) =>
        Assert.Equal(
            isValid ? [] : ["ids"],
            new ListUsersQuery(
                UserFactory.Actor(),
                null,
                null,
                null,
                new Paging(1, 20),
                Ids: string.Join(',', Enumerable.Range(0, count).Select(n => $"m{n}"))
            ).FieldsRefusedBy(new ListUsersValidator())
        );

    [Theory]
    [InlineData("active", true)]
    [InlineData("disabled", true)]
    [InlineData("deleted", true)]
    [InlineData("online", false)]
    public void ListUsers_WhenTheStatusIsGiven_ShouldBeOne(string status, bool isValid) =>
        Assert.Equal(isValid ? [] : ["status"], RefusedList(status: status));

    [Theory]
    [InlineData(0, 20, "page")]
    [InlineData(1, 0, "page_size")]
    [InlineData(1, 101, "page_size")]
    public void ListUsers_WhenThePageIsOutOfRange_ShouldRefuseIt(int page, int pageSize, string field) =>
        Assert.Equal([field], RefusedList(page: page, pageSize: pageSize));

    [Fact]
    public void ListUsers_WhenTheSearchIsLong_ShouldLimitIt()
    {
        Assert.Empty(RefusedList(search: new string('x', 100)));
        Assert.Equal(["search"], RefusedList(search: new string('x', 101)));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(100, true)]
    [InlineData(0, false)]
    [InlineData(101, false)]
    public void EnsureUsers_WhenCounted_ShouldBeOneToAHundred(int count, bool isValid) =>
        Assert.Equal(isValid ? [] : ["users"], Many(count).FieldsRefusedBy(new EnsureUsersValidator()));

    [Fact]
    public void EnsureUsers_WhenMissingOrHoldingNull_ShouldRefuse()
    {
        Assert.Equal(["users"], new EnsureUsersCommand(null).FieldsRefusedBy(new EnsureUsersValidator()));
        Assert.Equal(["users[0]"], new EnsureUsersCommand([null!]).FieldsRefusedBy(new EnsureUsersValidator()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("me")]
    [InlineData("not an id")]
    public void EnsureUsers_WhenAnIdIsMalformed_ShouldRefuseIt(string? id) => Assert.Equal(["users[0].id"], RefusedUser(id: id));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("admin")]
    [InlineData("Buyer")]
    public void EnsureUsers_WhenTheRoleIsNotToBeGiven_ShouldRefuseIt(string? role) =>
        Assert.Equal(["users[0].role"], RefusedUser(role: role));

    [Theory]
    [InlineData(null, true)]
    [InlineData("x", true)]
    [InlineData("", false)]
    [InlineData("  ", false)]
    public void EnsureUsers_WhenANameIsGiven_ShouldNotBeBlank(string? username, bool isValid) =>
        Assert.Equal(isValid ? [] : ["users[0].username"], RefusedUser(username: username));

    [Fact]
    public void EnsureUsers_WhenTextsAreLong_ShouldLimitThem()
    {
        Assert.Empty(
            RefusedUser(username: new string('x', User.MaxUsernameLength) + " ", description: new string('x', User.MaxDescriptionLength))
        );
        Assert.Equal(["users[0].username"], RefusedUser(username: new string('x', User.MaxUsernameLength + 1)));
        Assert.Equal(["users[0].description"], RefusedUser(description: new string('x', User.MaxDescriptionLength + 1)));
        Assert.Equal(["users[0].avatar"], RefusedUser(avatar: "https://shop.example/" + new string('x', User.MaxAvatarLength)));
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData("https://shop.example/a.png", true)]
    [InlineData("http://shop.example/a.png", false)]
    [InlineData("//shop.example/a.png", false)]
    [InlineData("/media/a.png", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("data:image/png;base64,AA==", false)]
    [InlineData("", false)]
    public void EnsureUsers_WhenAnAvatarIsGiven_ShouldBeACompleteHttpsUrl(string? avatar, bool isValid) =>
        Assert.Equal(isValid ? [] : ["users[0].avatar"], RefusedUser(avatar: avatar));

    [Theory]
    [InlineData(0, true)]
    [InlineData(500, true)]
    [InlineData(501, false)]
    public void WatchPresence_WhenCounted_ShouldBeAtMostFiveHundred(int count, bool isValid) =>
        Assert.Equal(
            isValid ? [] : ["user_ids"],
            new WatchPresenceQuery(UserFactory.Actor(), "c", [.. Enumerable.Repeat("m1", count)]).FieldsRefusedBy(
                new WatchPresenceValidator()
            )
        );

    [Fact]
    public void WatchPresence_WhenMissing_ShouldRefuse() =>
        Assert.Equal(["user_ids"], new WatchPresenceQuery(UserFactory.Actor(), "c", null).FieldsRefusedBy(new WatchPresenceValidator()));
}
