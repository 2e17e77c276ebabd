using LiveChat.UnitTests.Messages;
using LiveChat.UnitTests.Users;
using static LiveChat.UnitTests.Users.UserFactory;

namespace LiveChat.UnitTests.Conversations;

public class MarkReadHandlerTests
{
    private static Task<Result<ReadStateDto>> MarkRead(Conversation conversation, long? sequence, Actor? actor = null)
    {
        var messages = Enumerable
            .Range(1, 3)
            .Select(n => MessageFactory.Create(id: n, sequence: n, senderId: MerchantId, clientMessageId: $"c-{n}"));
        var handler = new MarkReadHandler(new InlineConversationWriter(ConversationStoreFactory.Create([conversation], messages)));
        return handler.Handle(new MarkReadCommand(actor ?? UserFactory.Actor(), conversation.Id.Value, sequence), CancellationToken.None);
    }

    private static Conversation WithThreeUnread() =>
        ConversationFactory.Create(
            lastSequence: 3,
            participants: [ConversationFactory.Member(BuyerId, 0, 3), ConversationFactory.Member(MerchantId)]
        );

    [Theory]
    [InlineData(0, 3, 0)]
    [InlineData(1, 2, 1)]
    [InlineData(2, 1, 2)]
    [InlineData(3, 0, 3)]
    public async Task Handle_WhenMemberReads_ShouldCountWhatIsLeftInTheStore(long sequence, int unread, long lastRead) =>
        Assert.Equal(new ReadStateDto(unread, lastRead), (await MarkRead(WithThreeUnread(), sequence)).Value);

    [Fact]
    public async Task Handle_WhenAboveTheLast_ShouldBeAValidationFailure() =>
        Assert.Equal(ErrorKind.Validation, (await MarkRead(WithThreeUnread(), 4)).Error!.Kind);

    [Fact]
    public async Task Handle_WhenStranger_ShouldNotBeFound() =>
        Assert.Same(ConversationErrors.NotFound, (await MarkRead(WithThreeUnread(), 1, UserFactory.Actor("b2"))).Error);

    [Fact]
    public async Task Handle_WhenThereIsNone_ShouldNotBeFound()
    {
        var handler = new MarkReadHandler(new InlineConversationWriter(ConversationStoreFactory.Create()));

        Assert.Same(
            ConversationErrors.NotFound,
            (await handler.Handle(new MarkReadCommand(UserFactory.Actor(), 7, 1), CancellationToken.None)).Error
        );
    }
}
