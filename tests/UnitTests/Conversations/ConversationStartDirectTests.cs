using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;

namespace LiveChat.UnitTests.Conversations;

public class ConversationStartDirectTests
{
    private static readonly ConversationId Id = new(3);

    private static readonly HashSet<(UserRole, UserRole)> Permitted =
    [
        (UserRole.Buyer, UserRole.Merchant),
        (UserRole.Merchant, UserRole.Buyer),
        (UserRole.Buyer, UserRole.Platform),
        (UserRole.Platform, UserRole.Buyer),
        (UserRole.Merchant, UserRole.Platform),
        (UserRole.Platform, UserRole.Merchant),
    ];

    public static TheoryData<UserRole, UserRole> RolePairs()
    {
        var pairs = new TheoryData<UserRole, UserRole>();
        foreach (var one in Enum.GetValues<UserRole>())
        {
            foreach (var other in Enum.GetValues<UserRole>())
                pairs.Add(one, other);
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(RolePairs))]
    public void StartDirect_WhenRolesMeet_ShouldFollowTheContactPolicy(UserRole initiator, UserRole target)
    {
        var started = Conversation.StartDirect(
            Id,
            UserFactory.Create("one", role: initiator),
            UserFactory.Create("other", role: target),
            Times.Start
        );

        Assert.Equal(Permitted.Contains((initiator, target)), started.IsSuccess);
        Assert.Equal(started.IsSuccess, ContactPolicy.MayTalk(initiator, target));
        if (!started.IsSuccess)
            Assert.Same(ConversationErrors.TargetNotFound, started.Error);
    }

    [Fact]
    public void StartDirect_WhenPermitted_ShouldBeAnEmptyLogOfTwo()
    {
        var conversation = Conversation
            .StartDirect(Id, UserFactory.Create("m1", role: UserRole.Merchant), UserFactory.Create("b1"), Times.Start)
            .Value;

        Assert.Equal(
            (ConversationType.Direct, 0, 0, null),
            (conversation.Type, conversation.LastSequence, conversation.Revision, conversation.Title)
        );
        Assert.Equal(["m1", "b1"], conversation.Participants.Select(p => p.UserId.Value));
        Assert.All(conversation.Participants, p => Assert.Equal((0, 0, Times.Start), (p.LastReadSequence, p.UnreadCount, p.JoinedAt)));
        Assert.Equal(PairKey.Of(UserFactory.BuyerId, UserFactory.MerchantId), conversation.Pair);
        Assert.Equal((Times.Start, Times.Start), (conversation.CreatedAt, conversation.UpdatedAt));
    }

    [Fact]
    public void StartDirect_WhenWithThemselves_ShouldNotFindTheTarget() =>
        Assert.Same(
            ConversationErrors.TargetNotFound,
            Conversation.StartDirect(Id, UserFactory.Create("b1"), UserFactory.Create("b1", role: UserRole.Merchant), Times.Start).Error
        );

    [Theory]
    [InlineData(UserStatus.Disabled, UserStatus.Active)]
    [InlineData(UserStatus.Deleted, UserStatus.Active)]
    [InlineData(UserStatus.Active, UserStatus.Disabled)]
    [InlineData(UserStatus.Active, UserStatus.Deleted)]
    public void StartDirect_WhenOneIsInactive_ShouldNotFindTheTarget(UserStatus initiator, UserStatus target)
    {
        var started = Conversation.StartDirect(
            Id,
            UserFactory.Create("b1", status: initiator),
            UserFactory.Create("m1", role: UserRole.Merchant, status: target),
            Times.Start
        );

        Assert.Same(ConversationErrors.TargetNotFound, started.Error);
    }

    [Fact]
    public void StartDirect_WhenPermitted_ShouldRaiseConversationStarted()
    {
        var conversation = Conversation
            .StartDirect(Id, UserFactory.Create("b1"), UserFactory.Create("m1", role: UserRole.Merchant), Times.Start)
            .Value;

        var started = Assert.IsType<ConversationStarted>(Assert.Single(conversation.TakeEvents()));
        Assert.Equal(Id, started.Conversation.Id);
        Assert.Equal(2, started.Conversation.Participants.Count);
    }
}
