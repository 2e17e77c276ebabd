using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;
using Microsoft.Extensions.Time.Testing;
using NSubstitute;

namespace LiveChat.UnitTests.Conversations;

public class SetPreferencesHandlerTests
{
    private readonly IConversationReader _conversations = Substitute.For<IConversationReader>();
    private readonly Conversation _conversation = ConversationFactory.Create();

    private Task<Result<ConversationDto>> Set(Actor actor, long conversationId = 7)
    {
        var writer = new InlineConversationWriter(ConversationStoreFactory.Create([_conversation]));
        return new SetPreferencesHandler(writer, _conversations, new FakeTimeProvider(Times.Start)).Handle(
            new SetPreferencesCommand(actor, conversationId, new PreferenceChanges(true, null, true)),
            CancellationToken.None
        );
    }

    [Fact]
    public async Task Handle_WhenMember_ShouldChangeTheirsAndReturnWhatTheySee()
    {
        var seen = ConversationDtoFactory.Create();
        _conversations.FindAsync(UserFactory.Actor(), ConversationFactory.Id, Arg.Any<CancellationToken>()).Returns(seen);

        Assert.Same(seen, (await Set(UserFactory.Actor())).Value);

        var member = _conversation.FindParticipant(UserFactory.BuyerId)!;
        Assert.Equal((true, false, true), (member.IsPinned, member.IsMuted, member.IsMarkedUnread));
    }

    [Theory]
    [InlineData("b2", 7)]
    [InlineData("b1", 8)]
    public async Task Handle_WhenStrangerOrNone_ShouldNotBeFound(string actor, long conversationId) =>
        Assert.Same(ConversationErrors.NotFound, (await Set(UserFactory.Actor(actor), conversationId)).Error);
}
