using LiveChat.UnitTests.Conversations;
using LiveChat.UnitTests.Users;
using NSubstitute;

namespace LiveChat.UnitTests.Presence;

public class SetTypingHandlerTests
{
    private readonly IConversationReader _conversations = Substitute.For<IConversationReader>();
    private readonly ITypingRelay _typing = Substitute.For<ITypingRelay>();
    private readonly ILimits _limits = Substitute.For<ILimits>();

    private Task<Result> SetTyping(Actor actor, bool isTyping = true) =>
        new SetTypingHandler(_conversations, _typing, _limits).Handle(new SetTypingCommand(actor, 7, isTyping), CancellationToken.None);

    private void MembersAre(Actor seenBy) =>
        _conversations
            .FindMembersAsync(seenBy, ConversationFactory.Id, Arg.Any<CancellationToken>())
            .Returns([UserFactory.BuyerId, UserFactory.MerchantId, UserFactory.PlatformId]);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Handle_WhenMember_ShouldTellTheOthersAlone(bool isTyping)
    {
        MembersAre(UserFactory.Actor());

        Assert.True((await SetTyping(UserFactory.Actor(), isTyping)).IsSuccess);

        await _typing
            .Received(1)
            .SetAsync(
                ConversationFactory.Id,
                UserFactory.BuyerId,
                isTyping,
                Arg.Is<IReadOnlyList<UserId>>(r => r.SequenceEqual(new[] { UserFactory.MerchantId, UserFactory.PlatformId }))
            );
    }

    [Fact]
    public async Task Handle_WhenToldTooOften_ShouldSucceedInSilence()
    {
        MembersAre(UserFactory.Actor());
        _limits.CountAsync(LimitKind.Typing, "b1 True", Arg.Any<CancellationToken>()).Returns(TimeSpan.FromSeconds(1));

        Assert.True((await SetTyping(UserFactory.Actor())).IsSuccess);
        Assert.Empty(_typing.ReceivedCalls());
        Assert.True((await SetTyping(UserFactory.Actor(), isTyping: false)).IsSuccess);
        Assert.Single(_typing.ReceivedCalls());
    }

    [Fact]
    public async Task Handle_WhenStranger_ShouldNotBeFound()
    {
        _conversations
            .FindMembersAsync(UserFactory.Actor("b2"), ConversationFactory.Id, Arg.Any<CancellationToken>())
            .Returns((IReadOnlyList<UserId>?)null);

        Assert.Same(ConversationErrors.NotFound, (await SetTyping(UserFactory.Actor("b2"))).Error);
        Assert.Empty(_typing.ReceivedCalls());
    }
}
