using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LiveChat.UnitTests.Conversations;

public class StartConversationHandlerTests
{
    private static readonly User Buyer = UserFactory.Create("b1");
    private static readonly User Merchant = UserFactory.Create("m1", role: UserRole.Merchant);

    private readonly IConversationReader _conversations = Substitute.For<IConversationReader>();
    private readonly ILimits _limits = Substitute.For<ILimits>();

    public StartConversationHandlerTests() =>
        _conversations
            .FindAsync(Arg.Any<Actor>(), Arg.Any<ConversationId>(), Arg.Any<CancellationToken>())
            .Returns(call => ConversationDtoFactory.Create(call.Arg<ConversationId>().Value));

    private Task<Result<StartedConversation>> Start(IConversationStore store, string? target, Actor? actor = null) =>
        new StartConversationHandler(
            new InlineConversationWriter(store),
            _conversations,
            _limits,
            new ConversationClock(new FakeTimeProvider(Times.Start))
        ).Handle(new StartConversationCommand(actor ?? UserFactory.Actor(), target), CancellationToken.None);

    [Fact]
    public async Task Handle_WhenThePairIsNew_ShouldStoreAndReturnTheConversation()
    {
        var store = ConversationStoreFactory.Create(users: [Buyer, Merchant]);

        var started = (await Start(store, "m1")).Value;

        Assert.Equal((ConversationStoreFactory.FirstConversationId, true), (started.Conversation.Id, started.IsNew));
        store.Received(1).Add(Arg.Is<Conversation>(c => c.Pair == PairKey.Of(Buyer.Id, Merchant.Id) && c.CreatedAt == Times.Start));
    }

    [Theory]
    [InlineData("b1", UserRole.Buyer, "m1")]
    [InlineData("m1", UserRole.Merchant, "b1")]
    public async Task Handle_WhenThePairHasOne_ShouldReturnItWhoeverBeganIt(string actor, UserRole role, string target)
    {
        var store = ConversationStoreFactory.Create([ConversationFactory.Create(id: 7)], users: [Buyer, Merchant]);

        var started = (await Start(store, target, UserFactory.Actor(actor, role))).Value;

        Assert.Equal((7, false), (started.Conversation.Id, started.IsNew));
        store.DidNotReceive().Add(Arg.Any<Conversation>());
    }

    [Fact]
    public async Task Handle_WhenTooManyAreNew_ShouldOpenOldOnesOnlyAndCountNothing()
    {
        _limits.FindWaitAsync(LimitKind.NewConversations, "b1", Arg.Any<CancellationToken>()).Returns(TimeSpan.FromMinutes(5));
        var store = ConversationStoreFactory.Create(
            [ConversationFactory.Create(id: 7)],
            users: [Buyer, Merchant, UserFactory.Create("m2", role: UserRole.Merchant)]
        );

        Assert.Equal(new RateLimitedError(TimeSpan.FromMinutes(5)), (await Start(store, "m2")).Error);
        Assert.False((await Start(store, "m1")).Value.IsNew);
        store.DidNotReceive().Add(Arg.Any<Conversation>());
        await _limits.DidNotReceiveWithAnyArgs().CountAsync(default, default!, default);
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("not an id")]
    [InlineData("b1")]
    [InlineData("b2")]
    [InlineData("a1")]
    [InlineData("m2")]
    public async Task Handle_WhenTheTargetIsNotToBeTalkedTo_ShouldGiveOneAndTheSameAnswer(string target)
    {
        var store = ConversationStoreFactory.Create(
            users:
            [
                Buyer,
                UserFactory.Create("b2"),
                UserFactory.Create("a1", role: UserRole.Admin),
                UserFactory.Create("m2", role: UserRole.Merchant, status: UserStatus.Disabled),
            ]
        );

        Assert.Same(ConversationErrors.TargetNotFound, (await Start(store, target)).Error);
        store.DidNotReceive().Add(Arg.Any<Conversation>());
    }

    [Fact]
    public async Task Handle_WhenTheCounterpartOfAConversationWasDisabled_ShouldNotFindThem()
    {
        var store = ConversationStoreFactory.Create(
            [ConversationFactory.Create()],
            users: [Buyer, UserFactory.Create("m1", role: UserRole.Merchant, status: UserStatus.Disabled)]
        );

        Assert.Same(ConversationErrors.TargetNotFound, (await Start(store, "m1")).Error);
    }

    [Fact]
    public async Task Handle_WhenTheTokenClaimsAnotherRole_ShouldBelieveTheStoreAlone()
    {
        var store = ConversationStoreFactory.Create(users: [Merchant, UserFactory.Create("m2", role: UserRole.Merchant)]);

        Assert.Same(ConversationErrors.TargetNotFound, (await Start(store, "m2", UserFactory.Actor("m1", UserRole.Buyer))).Error);
    }

    [Fact]
    public async Task Handle_WhenTheWriterIsBusy_ShouldPassItOn()
    {
        var handler = new StartConversationHandler(
            new BusyConversationWriter(),
            _conversations,
            _limits,
            new ConversationClock(TimeProvider.System)
        );

        var result = await handler.Handle(new StartConversationCommand(UserFactory.Actor(), "m1"), CancellationToken.None);

        Assert.Equal(ErrorKind.Unavailable, result.Error!.Kind);
        await _conversations.DidNotReceiveWithAnyArgs().FindAsync(default!, default, default);
    }
}
