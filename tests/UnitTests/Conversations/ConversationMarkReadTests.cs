using static LiveChat.UnitTests.Users.UserFactory;

namespace LiveChat.UnitTests.Conversations;

public class ConversationMarkReadTests
{
    private static int NotCounted(long sequence) => throw new InvalidOperationException($"Counted above {sequence}, which was not needed.");

    private static Conversation WithReader(long lastRead, int unread, bool isMarkedUnread = false) =>
        ConversationFactory.Create(
            lastSequence: 10,
            participants:
            [
                ConversationFactory.Member(BuyerId, lastRead, unread, isMarkedUnread: isMarkedUnread),
                ConversationFactory.Member(MerchantId),
            ]
        );

    [Fact]
    public void MarkRead_WhenPartly_ShouldMoveTheCursorAndCountWhatIsLeft()
    {
        var conversation = WithReader(lastRead: 2, unread: 6);

        var reader = conversation.MarkRead(BuyerId, 7, sequence => sequence == 7 ? 2 : -1).Value;

        Assert.Equal((7, 2), (reader.LastReadSequence, reader.UnreadCount));
        var read = Assert.IsType<ConversationRead>(Assert.Single(conversation.TakeEvents()));
        Assert.Equal(new ParticipantSnapshot(BuyerId, 7, 2), read.Reader);
        Assert.Contains(read.Reader, read.Conversation.Participants);
    }

    [Fact]
    public void MarkRead_WhenUpToTheLast_ShouldLeaveNothingUnreadWithoutCounting()
    {
        var reader = WithReader(lastRead: 2, unread: 6).MarkRead(BuyerId, 10, NotCounted).Value;

        Assert.Equal((10, 0), (reader.LastReadSequence, reader.UnreadCount));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(6)]
    public void MarkRead_WhenBelowOrAtTheCursor_ShouldChangeNothing(long sequence)
    {
        var conversation = WithReader(lastRead: 6, unread: 3);

        var reader = conversation.MarkRead(BuyerId, sequence, NotCounted).Value;

        Assert.Equal((6, 3), (reader.LastReadSequence, reader.UnreadCount));
        Assert.Empty(conversation.TakeEvents());
    }

    [Theory]
    [InlineData(11)]
    [InlineData(long.MaxValue)]
    [InlineData(-1)]
    public void MarkRead_WhenOutsideTheLog_ShouldBeAValidationFailure(long sequence)
    {
        var conversation = WithReader(lastRead: 6, unread: 3, isMarkedUnread: true);

        var error = conversation.MarkRead(BuyerId, sequence, NotCounted).Error!;

        Assert.Equal((ErrorKind.Validation, "Conversation.SequenceOutOfRange", "Sequence"), (error.Kind, error.Name, error.Field));
        Assert.Equal([10L], error.Arguments);
        Assert.Equal(
            (6, 3, true),
            (
                conversation.Participants[0].LastReadSequence,
                conversation.Participants[0].UnreadCount,
                conversation.Participants[0].IsMarkedUnread
            )
        );
    }

    [Fact]
    public void MarkRead_WhenNoMember_ShouldNotBeFound() =>
        Assert.Same(ConversationErrors.NotFound, WithReader(0, 0).MarkRead(PlatformId, 1, NotCounted).Error);

    [Fact]
    public void MarkRead_WhenMarkedUnread_ShouldClearTheMark()
    {
        var conversation = WithReader(lastRead: 6, unread: 3, isMarkedUnread: true);

        Assert.False(conversation.MarkRead(BuyerId, 10, NotCounted).Value.IsMarkedUnread);

        Assert.Collection(
            conversation.TakeEvents(),
            e => Assert.Equal(BuyerId, Assert.IsType<PreferencesChanged>(e).UserId),
            e => Assert.IsType<ConversationRead>(e)
        );
    }

    [Fact]
    public void MarkRead_WhenMarkedUnreadAndNothingIsNew_ShouldClearTheMarkAlone()
    {
        var conversation = WithReader(lastRead: 10, unread: 0, isMarkedUnread: true);

        Assert.False(conversation.MarkRead(BuyerId, 10, NotCounted).Value.IsMarkedUnread);

        Assert.IsType<PreferencesChanged>(Assert.Single(conversation.TakeEvents()));
    }

    [Fact]
    public void MarkRead_WhenOneReads_ShouldLeaveTheOthersAndTheRevisionAlone()
    {
        var conversation = ConversationFactory.Create(
            lastSequence: 5,
            participants: [ConversationFactory.Member(BuyerId, 0, 5), ConversationFactory.Member(MerchantId, 1, 4, isMarkedUnread: true)]
        );

        Assert.True(conversation.MarkRead(BuyerId, 5, NotCounted).IsSuccess);

        var other = conversation.FindParticipant(MerchantId)!;
        Assert.Equal((1, 4, true), (other.LastReadSequence, other.UnreadCount, other.IsMarkedUnread));
        Assert.Equal(5, conversation.Revision);
    }
}
