using LiveChat.UnitTests.Users;
using NSubstitute;

namespace LiveChat.UnitTests.Identity;

public class GetMeHandlerTests
{
    private readonly IUserReader _users = Substitute.For<IUserReader>();

    [Fact]
    public async Task Handle_WhenTheUserExists_ShouldReturnThem()
    {
        var me = UserPresenterFactory.Create().Present(UserFactory.Create());
        _users.FindAsync(UserFactory.Actor(), UserFactory.BuyerId, Arg.Any<CancellationToken>()).Returns(me);

        Assert.Same(me, (await new GetMeHandler(_users).Handle(new GetMeQuery(UserFactory.Actor()), CancellationToken.None)).Value);
    }

    [Fact]
    public async Task Handle_WhenTheUserIsGone_ShouldBeUnauthenticated() =>
        Assert.Same(
            IdentityErrors.Unauthenticated,
            (await new GetMeHandler(_users).Handle(new GetMeQuery(UserFactory.Actor()), CancellationToken.None)).Error
        );
}
