using LiveChat.UnitTests.Common;

namespace LiveChat.UnitTests.Users;

public class UserTests
{
    [Theory]
    [InlineData("官方客服", true)]
    [InlineData("Иванов Shop", true)]
    [InlineData("Café René 2号店", true)]
    [InlineData("楽天ショップ Rakuten", true)]
    [InlineData("50µm Filter", true)]
    [InlineData("👨\u200D👩\u200D👧 Family", true)]
    [InlineData("\u202E服客方官", false)]
    [InlineData("Shop\u200F", false)]
    [InlineData("\u2066Shop\u2069", false)]
    [InlineData("\u0410pple", false)]
    [InlineData("Αlpha", false)]
    [InlineData("Shoр1", false)]
    [InlineData("Sh\u200Bо\u200Bp", false)]
    [InlineData("\u2800", false)]
    [InlineData("a\nb", false)]
    public void IsHonest_WhenANameMisleads_ShouldBeFalse(string username, bool expected) => Assert.Equal(expected, User.IsHonest(username));

    [Fact]
    public void Create_WhenGivenTheLeast_ShouldBeActiveAndWithoutPassword()
    {
        var user = User.Create(UserFactory.BuyerId, "保安堂药房 ", UserRole.Buyer, Times.Start);

        Assert.Equal(("保安堂药房", UserStatus.Active, true), (user.Username, user.Status, user.IsActive));
        Assert.Equal(
            ("", null, null, null, Times.Start),
            (user.Description, user.Avatar, user.PasswordHash, user.LastSeenAt, user.CreatedAt)
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Create_WhenTheNameIsBlank_ShouldThrow(string username) =>
        Assert.Throws<ArgumentException>(() => User.Create(UserFactory.BuyerId, username, UserRole.Buyer, Times.Start));

    [Theory]
    [InlineData("Admin", " aDMIN ")]
    [InlineData("Ünal", "ünal")]
    public void Normalize_WhenNamesDifferInCaseAndSpaceAlone_ShouldBeTheSame(string one, string other)
    {
        Assert.Equal(User.Normalize(one), User.Normalize(other));
        Assert.Equal(User.Normalize(other), UserFactory.Create(username: one).NormalizedUsername);
    }

    [Theory]
    [InlineData(UserStatus.Active, true)]
    [InlineData(UserStatus.Disabled, false)]
    [InlineData(UserStatus.Deleted, false)]
    public void IsActive_WhenRestored_ShouldFollowTheStatus(UserStatus status, bool expected) =>
        Assert.Equal(expected, UserFactory.Create(status: status).IsActive);

    [Fact]
    public void SetPasswordHash_WhenEmpty_ShouldThrow() => Assert.Throws<ArgumentException>(() => UserFactory.Create().SetPasswordHash(""));

    [Theory]
    [InlineData("官方客服\u200b", "官方客服")]
    [InlineData("\u202e官方\u0007客服", "官方客服")]
    [InlineData("官方\ufe0f客\u3164服\U000e0101", "官方客服")]
    [InlineData("张 三 😀", "张 三 😀")]
    public void VisibleText_WhenANameHidesCharacters_ShouldLeaveThemOut(string name, string visible) =>
        Assert.Equal(visible, VisibleText.Of(name));

    [Theory]
    [InlineData(UserRole.Admin, UserStatus.Active, 0, "User.LastAdmin")]
    [InlineData(UserRole.Admin, UserStatus.Active, 1, null)]
    [InlineData(UserRole.Admin, UserStatus.Disabled, 0, null)]
    [InlineData(UserRole.Merchant, UserStatus.Active, 0, null)]
    public void Leave_WhenNobodyElseIsAnActiveAdmin_ShouldBeRefusedInEachWay(
        UserRole role,
        UserStatus status,
        int otherAdmins,
        string? refusal
    )
    {
        User Somebody() => UserFactory.Create("x1", role: role, status: status);
        var other = UserId.From("x2");

        Assert.Equal(refusal, Somebody().ChangeRole(UserRole.Buyer, other, otherAdmins).Error?.Name);
        Assert.Equal(refusal, Somebody().Disable(other, otherAdmins).Error?.Name);
        Assert.Equal(refusal, Somebody().Delete(other, otherAdmins).Error?.Name);
    }

    [Fact]
    public void Leave_WhenItIsOneself_ShouldBeRefused()
    {
        var user = UserFactory.Create("x1", role: UserRole.Admin);

        Assert.Same(UserErrors.OwnRole, user.ChangeRole(UserRole.Buyer, user.Id, 1).Error);
        Assert.Same(UserErrors.OwnAccount, user.Disable(user.Id, 1).Error);
        Assert.Same(UserErrors.OwnAccount, user.Delete(user.Id, 1).Error);
        Assert.Equal((UserRole.Admin, UserStatus.Active), (user.Role, user.Status));
    }

    [Fact]
    public void Seen_WhenEarlierThanBefore_ShouldNotMoveBack()
    {
        var user = UserFactory.Create();
        user.Seen(Times.Start);
        user.Seen(Times.Start.AddMinutes(-1));

        Assert.Equal(Times.Start, user.LastSeenAt);
    }
}
