using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Messages;
using static LiveChat.UnitTests.Users.UserFactory;

namespace LiveChat.UnitTests.Conversations;

public class ConversationPostTests
{
    private static readonly MessageId Next = new(55);

    [Fact]
    public void Post_WhenMemberSends_ShouldTakeNextSequenceAndRevision()
    {
        var conversation = ConversationFactory.Create(lastSequence: 4, revision: 9);
        var now = Times.Start.AddMinutes(3);

        var message = conversation.Post(Next, BuyerId, MessageFactory.Draft(content: "hi"), null, null, now).Value.Message;

        Assert.Equal((5, 10), (message.Sequence, message.Revision));
        Assert.Equal((5, 10), (conversation.LastSequence, conversation.Revision));
        Assert.Equal(
            (ConversationFactory.Id, BuyerId, "hi", now),
            (message.ConversationId, message.SenderId, message.Content, message.CreatedAt)
        );
        Assert.Equal(now, conversation.UpdatedAt);
    }

    [Fact]
    public void Post_WhenMemberSends_ShouldBeUnreadForAllOthersAndMoveNoCursor()
    {
        var conversation = ConversationFactory.Create(
            lastSequence: 3,
            type: ConversationType.Group,
            participants:
            [
                ConversationFactory.Member(BuyerId, 1, 2),
                ConversationFactory.Member(MerchantId, 3),
                ConversationFactory.Member(PlatformId, 0, 3),
            ]
        );

        Assert.True(conversation.Post(Next, BuyerId, MessageFactory.Draft(), null, null, Times.Start).IsSuccess);

        Assert.Equal([2, 1, 4], conversation.Participants.Select(p => p.UnreadCount));
        Assert.Equal([1, 3, 0], conversation.Participants.Select(p => p.LastReadSequence));
    }

    [Fact]
    public void Post_WhenSenderIsNoMember_ShouldNotBeFoundAndChangeNothing()
    {
        var conversation = ConversationFactory.Create(lastSequence: 2);

        var result = conversation.Post(Next, PlatformId, MessageFactory.Draft(), null, null, Times.Start);

        Assert.Same(ConversationErrors.NotFound, result.Error);
        Assert.Equal((2, 2), (conversation.LastSequence, conversation.Revision));
        Assert.Empty(conversation.TakeEvents());
    }

    [Theory]
    [InlineData(UserStatus.Disabled)]
    [InlineData(UserStatus.Deleted)]
    public void Post_WhenSenderIsInactive_ShouldBeForbidden(UserStatus status)
    {
        var conversation = ConversationFactory.Create(
            participants: [ConversationFactory.Member(BuyerId, userStatus: status), ConversationFactory.Member(MerchantId)]
        );

        Assert.Same(
            ConversationErrors.SenderInactive,
            conversation.Post(Next, BuyerId, MessageFactory.Draft(), null, null, Times.Start).Error
        );
    }

    [Theory]
    [InlineData(UserStatus.Disabled)]
    [InlineData(UserStatus.Deleted)]
    public void Post_WhenNobodyElseIsActive_ShouldBeForbidden(UserStatus status)
    {
        var conversation = ConversationFactory.Create(
            participants: [ConversationFactory.Member(BuyerId), ConversationFactory.Member(MerchantId, userStatus: status)]
        );

        Assert.Same(
            ConversationErrors.CounterpartInactive,
            conversation.Post(Next, BuyerId, MessageFactory.Draft(), null, null, Times.Start).Error
        );
    }

    [Fact]
    public void Post_WhenOneOfTheOthersIsActive_ShouldSucceed()
    {
        var conversation = ConversationFactory.Create(
            type: ConversationType.Group,
            participants:
            [
                ConversationFactory.Member(BuyerId),
                ConversationFactory.Member(MerchantId, userStatus: UserStatus.Disabled),
                ConversationFactory.Member(PlatformId),
            ]
        );

        Assert.True(conversation.Post(Next, BuyerId, MessageFactory.Draft(), null, null, Times.Start).IsSuccess);
    }

    [Fact]
    public void Post_WhenQuotingAMessageOfTheConversation_ShouldKeepTheQuote()
    {
        var conversation = ConversationFactory.Create(lastSequence: 1);
        var quoted = MessageFactory.Create(id: 100);

        var message = conversation
            .Post(Next, MerchantId, MessageFactory.Draft(replyToId: 100), new QuotedMessage(quoted, null), null, Times.Start)
            .Value.Message;

        Assert.Equal(new MessageId(100), message.ReplyToId);
    }

    public static TheoryData<string> UnquotableMessages => ["missing", "another message", "of another conversation", "recalled", "removed"];

    [Theory]
    [MemberData(nameof(UnquotableMessages))]
    public void Post_WhenQuoteIsNotQuotable_ShouldBeRefusedAndChangeNothing(string what)
    {
        var conversation = ConversationFactory.Create(lastSequence: 1);
        var quoted = what switch
        {
            "missing" => null,
            "another message" => MessageFactory.Create(id: 101),
            "of another conversation" => MessageFactory.Create(id: 100, conversationId: 8),
            "recalled" => MessageFactory.Create(id: 100, recalledAt: Times.Start),
            _ => MessageFactory.Create(id: 100, removedAt: Times.Start),
        };

        var result = conversation.Post(
            Next,
            MerchantId,
            MessageFactory.Draft(replyToId: 100),
            quoted is null ? null : new QuotedMessage(quoted, null),
            null,
            Times.Start
        );

        Assert.Same(MessageErrors.QuotedNotFound, result.Error);
        Assert.Equal((1, 1, 0), (conversation.LastSequence, conversation.Revision, conversation.UnreadOf(BuyerId)));
    }

    [Fact]
    public void Post_WhenMemberSends_ShouldRaiseTheWholeMessageAndWhereTheConversationStands()
    {
        var conversation = ConversationFactory.Create();

        var view = conversation.Post(Next, BuyerId, MessageFactory.Draft(), null, null, Times.Start).Value;

        var posted = Assert.IsType<MessagePosted>(Assert.Single(conversation.TakeEvents()));
        Assert.Same(view, posted.View);
        Assert.Equal(Next, posted.Message.Id);
        Assert.Equal((1, 1), (posted.Conversation.LastSequence, posted.Conversation.Revision));
        Assert.Equal([new ParticipantSnapshot(BuyerId, 0, 0), new ParticipantSnapshot(MerchantId, 0, 1)], posted.Conversation.Participants);
        Assert.Equal([BuyerId, MerchantId], posted.Conversation.MemberIds());
        Assert.Empty(conversation.TakeEvents());
    }

    [Fact]
    public void Snapshot_WhenConversationChangesLater_ShouldStayAsItWas()
    {
        var conversation = ConversationFactory.Create();
        Assert.True(conversation.Post(Next, BuyerId, MessageFactory.Draft("c-1"), null, null, Times.Start).IsSuccess);
        var first = Assert.IsType<MessagePosted>(Assert.Single(conversation.TakeEvents()));

        Assert.True(conversation.Post(Next, BuyerId, MessageFactory.Draft("c-2"), null, null, Times.Start).IsSuccess);

        Assert.Equal(
            (1, 1, 1),
            (first.Conversation.LastSequence, first.Conversation.Revision, first.Conversation.Participants[1].UnreadCount)
        );
    }
}
