using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LiveChat.UnitTests.Demo;

public class SeedDemoHandlerTests
{
    private readonly InlineUnitOfWork _unitOfWork = new();
    private readonly IUserRepository _users = Substitute.For<IUserRepository>();
    private readonly IQuickReplyRepository _quickReplies = Substitute.For<IQuickReplyRepository>();
    private readonly IPasswordService _passwords = Substitute.For<IPasswordService>();
    private readonly List<User> _stored = [];
    private readonly List<QuickReply> _replies = [];

    public SeedDemoHandlerTests()
    {
        _users.FindAsync(Arg.Any<UserId>(), Arg.Any<CancellationToken>()).Returns(call => _stored.Find(u => u.Id == call.Arg<UserId>()));
        _users.When(u => u.Add(Arg.Any<User>())).Do(call => _stored.Add(call.Arg<User>()));
        _quickReplies.When(q => q.Add(Arg.Any<QuickReply>())).Do(call => _replies.Add(call.Arg<QuickReply>()));
        _passwords.Generate().Returns("generated");
        _passwords.HashAsync("generated", Arg.Any<string>(), Arg.Any<CancellationToken>()).Returns("hashed");
    }

    private async Task<SeededDemo> Seed() =>
        (
            await new SeedDemoHandler(_unitOfWork, _users, _quickReplies, _passwords, new FakeTimeProvider(Times.Start)).Handle(
                new SeedDemoCommand(),
                CancellationToken.None
            )
        ).Value;

    [Fact]
    public async Task Handle_WhenEmpty_ShouldAddEverybodyWithThreeQuickRepliesEach()
    {
        var seeded = await Seed();

        Assert.Equal(["a1", "a2", "b1", "b2", "m1", "m2", "m3", "p1"], _stored.Select(u => u.Id.Value));
        Assert.Equal(
            DemoUsers.All.Select(d => (d.Username, d.Role, d.Description)),
            _stored.Select(u => (u.Username, u.Role, u.Description))
        );
        Assert.All(_stored, u => Assert.Equal([1, 2, 3], _replies.Where(r => r.UserId == u.Id).Select(r => r.SortOrder)));
        Assert.Equal(new SeededDemo("admin", "generated"), seeded);
    }

    [Fact]
    public async Task Handle_WhenEmpty_ShouldGiveAPasswordToTheFirstAdminAlone()
    {
        await Seed();

        Assert.Equal(["a1"], _stored.Where(u => u.PasswordHash is not null).Select(u => u.Id.Value));
    }

    [Fact]
    public async Task Handle_WhenSeededBefore_ShouldAddNothingAndTellNoPassword()
    {
        await Seed();

        Assert.Equal(new SeededDemo("admin", null), await Seed());
        Assert.Equal((8, 24), (_stored.Count, _replies.Count));
    }

    [Fact]
    public async Task Handle_WhenSomeoneExists_ShouldLeaveThemAsTheyAre()
    {
        _stored.Add(UserFactory.Create("b1", "renamed"));

        await Seed();

        Assert.Equal("renamed", _stored.Single(u => u.Id == UserFactory.BuyerId).Username);
        Assert.DoesNotContain(_replies, r => r.UserId == UserFactory.BuyerId);
    }

    [Fact]
    public async Task Handle_WhenAnotherAdminHasTheName_ShouldMakeNoSecondSignInForIt()
    {
        _users
            .FindByLoginAsync("admin", Arg.Any<CancellationToken>())
            .Returns(UserFactory.Create("root", "admin", UserRole.Admin, passwordHash: "hashed"));

        Assert.Null((await Seed()).AdminPassword);
        Assert.DoesNotContain(_stored, u => u.PasswordHash is not null);
    }

    [Fact]
    public void QuickRepliesOf_WhenAnyRole_ShouldBeThreeThatFit() =>
        Assert.All(
            Enum.GetValues<UserRole>(),
            role =>
                Assert.Collection(
                    DemoUsers.QuickRepliesOf(role),
                    [.. Enumerable.Repeat<Action<string>>(content => Assert.InRange(content.Length, 1, QuickReply.MaxContentLength), 3)]
                )
        );
}
