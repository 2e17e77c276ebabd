using LiveChat.UnitTests.Common;
using Mapster;
using NSubstitute;

namespace LiveChat.UnitTests.Users;

public class UserPresenterTests
{
    [Fact]
    public void CreateMapping_WhenCompiled_ShouldHoldForEveryMapping()
    {
        var config = LiveChat.Application.DependencyInjection.CreateMapping();

        config.Compile();
        config.CompileProjection();
        Assert.NotEmpty(config.RuleMap);
    }

    [Fact]
    public void ProjectToType_WhenUsersAreQueried_ShouldGiveTheirRows()
    {
        var user = User.Create(UserFactory.BuyerId, "保安堂药房", UserRole.Buyer, Times.Start, "传统药房", "https://shop.example/b1.png");

        var row = new[] { user }.AsQueryable().ProjectToType<UserRow>(LiveChat.Application.DependencyInjection.CreateMapping()).Single();

        Assert.Equal(
            new UserRow
            {
                Id = UserFactory.BuyerId,
                Username = "保安堂药房",
                Role = UserRole.Buyer,
                Avatar = "https://shop.example/b1.png",
                Description = "传统药房",
                Status = UserStatus.Active,
                LastSeenAt = null,
                CreatedAt = Times.Start,
            },
            row
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Present_WhenGivenAUser_ShouldAddPresenceAndTheCompleteUrl(bool isOnline)
    {
        var presence = Substitute.For<IPresence>();
        presence.IsOnline(UserFactory.BuyerId).Returns(isOnline);

        var dto = UserPresenterFactory.Create(presence).Present(UserFactory.Create(username: "保安堂药房", status: UserStatus.Disabled));

        Assert.Equal(("b1", "保安堂药房", UserRole.Buyer, UserStatus.Disabled), (dto.Id, dto.Username, dto.Role, dto.Status));
        Assert.Equal(
            ("http://localhost:8000/b1/drawn", isOnline, null, Times.Start),
            (dto.AvatarUrl, dto.IsOnline, dto.LastSeenAt, dto.CreatedAt)
        );
    }
}
