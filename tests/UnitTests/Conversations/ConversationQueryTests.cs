using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LiveChat.UnitTests.Conversations;

public class ConversationQueryTests
{
    private readonly IConversationReader _conversations = Substitute.For<IConversationReader>();

    [Fact]
    public async Task GetConversation_WhenTheActorMaySeeIt_ShouldReturnIt()
    {
        var seen = ConversationDtoFactory.Create();
        _conversations.FindAsync(UserFactory.Actor(), ConversationFactory.Id, Arg.Any<CancellationToken>()).Returns(seen);

        var result = await new GetConversationHandler(_conversations).Handle(
            new GetConversationQuery(UserFactory.Actor(), 7),
            CancellationToken.None
        );

        Assert.Same(seen, result.Value);
    }

    [Fact]
    public async Task GetConversation_WhenTheActorMayNot_ShouldNotBeFound()
    {
        var result = await new GetConversationHandler(_conversations).Handle(
            new GetConversationQuery(UserFactory.Actor(), 7),
            CancellationToken.None
        );

        Assert.Same(ConversationErrors.NotFound, result.Error);
    }

    [Fact]
    public async Task GetHeads_WhenAsked_ShouldBeTheActorsOwn()
    {
        var head = new HeadDto
        {
            ConversationId = 7,
            Revision = 3,
            LastSequence = 2,
            LastReadSequence = 1,
            UnreadCount = 1,
        };
        _conversations.HeadsAsync(UserFactory.BuyerId, Arg.Any<CancellationToken>()).Returns([head]);

        var epoch = Substitute.For<IInstallationEpoch>();
        epoch.Current.Returns("5f");

        var result = await new GetHeadsHandler(_conversations, epoch).Handle(
            new GetHeadsQuery(UserFactory.Actor()),
            CancellationToken.None
        );

        Assert.Equal("5f", result.Value.Epoch);
        Assert.Equal([head], result.Value.Heads);
    }

    [Theory]
    [InlineData("a1", UserRole.Admin, "m1")]
    [InlineData("b1", UserRole.Buyer, null)]
    [InlineData("p1", UserRole.Platform, null)]
    public async Task ListConversations_WhenAskedWhatOnlyAdminsAsk_ShouldHeedItForAdminsAlone(string id, UserRole role, string? expected)
    {
        var actor = UserFactory.Actor(id, role);
        var list = new ListResult<ConversationDto>(1, [ConversationDtoFactory.Create()]);
        var filter = new ConversationFilter("药", true);
        if (expected is not null)
            filter = filter with
            {
                OfUser = UserId.From(expected),
                OnlineOnly = true,
                UnansweredSince = Times.Start - TimeSpan.FromMinutes(3),
            };
        _conversations
            .ListAsync(
                actor,
                filter,
                new Sort<ConversationColumn>(ConversationColumn.CreatedAt, true),
                new Paging(2, 30),
                Arg.Any<CancellationToken>()
            )
            .Returns(list);

        var result = await new ListConversationsHandler(_conversations, new FakeTimeProvider(Times.Start)).Handle(
            new ListConversationsQuery(actor, "药", true, "m1", new Paging(2, 30), "-created_at", true, true),
            CancellationToken.None
        );

        Assert.Same(list, result.Value);
    }

    [Fact]
    public void HeadOf_WhenMember_ShouldCarryTheirCursorAndCounter()
    {
        var snapshot = new ConversationSnapshot(ConversationFactory.Id, 5, 9, [new ParticipantSnapshot(UserFactory.BuyerId, 3, 2)]);

        Assert.Equal(
            new HeadDto
            {
                ConversationId = 7,
                Revision = 9,
                LastSequence = 5,
                LastReadSequence = 3,
                UnreadCount = 2,
            },
            HeadDto.From(snapshot, UserFactory.BuyerId)
        );
    }

    [Fact]
    public void HeadOf_WhenWatching_ShouldHaveNeitherCursorNorCounter()
    {
        var snapshot = new ConversationSnapshot(ConversationFactory.Id, 5, 9, [new ParticipantSnapshot(UserFactory.BuyerId, 3, 2)]);

        Assert.Equal(
            new HeadDto
            {
                ConversationId = 7,
                Revision = 9,
                LastSequence = 5,
                LastReadSequence = 0,
                UnreadCount = 0,
            },
            HeadDto.From(snapshot, null)
        );
    }
}
