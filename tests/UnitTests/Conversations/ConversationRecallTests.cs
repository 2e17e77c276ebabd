using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Messages;
using static LiveChat.UnitTests.Users.UserFactory;

namespace LiveChat.UnitTests.Conversations;

public class ConversationRecallTests
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(2);

    private static Conversation AtRevision(long revision) =>
        ConversationFactory.Create(
            lastSequence: 5,
            revision: revision,
            type: ConversationType.Group,
            participants:
            [
                ConversationFactory.Member(BuyerId, 0, 0),
                ConversationFactory.Member(MerchantId, 2, 3),
                ConversationFactory.Member(PlatformId, 3, 2),
            ]
        );

    [Fact]
    public void Recall_WhenWithinTheWindow_ShouldEmptyTheMessageAndTakeARevision()
    {
        var conversation = AtRevision(8);
        var message = MessageFactory.Create(sequence: 3, revision: 3);
        var now = Times.Start + Window;

        var recalled = conversation.Recall(message, null, BuyerId, Window, now, MessageLog.Empty).Value!.Message;

        Assert.Equal(("", now, null, 9), (recalled.Content, recalled.RecalledAt, recalled.RemovedAt, recalled.Revision));
        Assert.Equal((5, 9), (conversation.LastSequence, conversation.Revision));
        Assert.True(recalled.IsGone);
        var raised = Assert.IsType<MessageRecalled>(Assert.Single(conversation.TakeEvents()));
        Assert.Equal(9, raised.Conversation.Revision);
    }

    [Fact]
    public void Recall_WhenSomeHadRead_ShouldCountLessOnlyForThoseWhoHadNot()
    {
        var conversation = AtRevision(5);

        Assert.True(
            conversation.Recall(MessageFactory.Create(sequence: 3), null, BuyerId, Window, Times.Start, MessageLog.Empty).IsSuccess
        );

        Assert.Equal([0, 2, 2], conversation.Participants.Select(p => p.UnreadCount));
    }

    [Fact]
    public void Recall_WhenTheWindowHasPassed_ShouldBeAConflictThatNamesTheWindow()
    {
        var conversation = AtRevision(5);
        var message = MessageFactory.Create(sequence: 3);

        var error = conversation
            .Recall(message, null, BuyerId, Window, Times.Start + Window + TimeSpan.FromMilliseconds(1), MessageLog.Empty)
            .Error!;

        Assert.Equal((ErrorKind.Conflict, "Message.RecallWindowPassed"), (error.Kind, error.Name));
        Assert.Equal([120L], error.Arguments);
        Assert.Equal(("hello", 5, 3), (message.Content, conversation.Revision, conversation.UnreadOf(MerchantId)));
    }

    [Fact]
    public void Recall_WhenNotTheSender_ShouldBeForbidden()
    {
        var error = AtRevision(5).Recall(MessageFactory.Create(sequence: 3), null, MerchantId, Window, Times.Start, MessageLog.Empty).Error;

        Assert.Same(MessageErrors.NotTheSender, error);
        Assert.Equal(ErrorKind.Forbidden, error!.Kind);
    }

    [Fact]
    public void Recall_WhenNoMember_ShouldNotBeFound() =>
        Assert.Same(
            MessageErrors.NotFound,
            ConversationFactory
                .Create(lastSequence: 1)
                .Recall(MessageFactory.Create(), null, PlatformId, Window, Times.Start, MessageLog.Empty)
                .Error
        );

    [Fact]
    public void Recall_WhenDoneTwice_ShouldChangeNothingTheSecondTimeEvenAfterTheWindow()
    {
        var conversation = AtRevision(5);
        var message = MessageFactory.Create(sequence: 3);
        Assert.True(conversation.Recall(message, null, BuyerId, Window, Times.Start, MessageLog.Empty).IsSuccess);
        conversation.TakeEvents();

        var again = conversation.Recall(message, null, BuyerId, Window, Times.Start + (10 * Window), MessageLog.Empty);

        Assert.True(again.IsSuccess);
        Assert.Equal((6, 6, Times.Start), (conversation.Revision, message.Revision, message.RecalledAt));
        Assert.Equal([0, 2, 2], conversation.Participants.Select(p => p.UnreadCount));
        Assert.Empty(conversation.TakeEvents());
    }

    [Fact]
    public void Recall_WhenRemoved_ShouldBeAConflict()
    {
        var error = AtRevision(5)
            .Recall(MessageFactory.Create(sequence: 3, removedAt: Times.Start), null, BuyerId, Window, Times.Start, MessageLog.Empty)
            .Error;

        Assert.Same(MessageErrors.AlreadyRemoved, error);
        Assert.Equal(ErrorKind.Conflict, error!.Kind);
    }

    [Fact]
    public void TakeDown_WhenPosted_ShouldEmptyTheMessageAndCountLessForThoseWhoHadNotReadIt()
    {
        var conversation = AtRevision(8);
        var message = MessageFactory.Create(sequence: 3);

        var removed = conversation.TakeDown(message, null, Times.Start, MessageLog.Empty).Value!.Message;

        Assert.Equal(("", Times.Start, null, 9), (removed.Content, removed.RemovedAt, removed.RecalledAt, removed.Revision));
        Assert.Equal([0, 2, 2], conversation.Participants.Select(p => p.UnreadCount));
        Assert.IsType<MessageRemoved>(Assert.Single(conversation.TakeEvents()));
    }

    [Fact]
    public void TakeDown_WhenLongAgo_ShouldSucceed() =>
        Assert.True(AtRevision(5).TakeDown(MessageFactory.Create(sequence: 3), null, Times.Start.AddYears(1), MessageLog.Empty).IsSuccess);

    [Fact]
    public void TakeDown_WhenDoneTwice_ShouldChangeNothingTheSecondTime()
    {
        var conversation = AtRevision(5);
        var message = MessageFactory.Create(sequence: 3);
        Assert.True(conversation.TakeDown(message, null, Times.Start, MessageLog.Empty).IsSuccess);
        conversation.TakeEvents();

        Assert.True(conversation.TakeDown(message, null, Times.Start.AddHours(1), MessageLog.Empty).IsSuccess);

        Assert.Equal((6, Times.Start), (conversation.Revision, message.RemovedAt));
        Assert.Equal([0, 2, 2], conversation.Participants.Select(p => p.UnreadCount));
        Assert.Empty(conversation.TakeEvents());
    }

    [Fact]
    public void TakeDown_WhenRecalledBefore_ShouldTakeARevisionAndLeaveTheCounters()
    {
        var conversation = AtRevision(5);
        var message = MessageFactory.Create(sequence: 3);
        Assert.True(conversation.Recall(message, null, BuyerId, Window, Times.Start, MessageLog.Empty).IsSuccess);

        Assert.True(conversation.TakeDown(message, null, Times.Start, MessageLog.Empty).IsSuccess);

        Assert.Equal((7, 7), (conversation.Revision, message.Revision));
        Assert.Equal([0, 2, 2], conversation.Participants.Select(p => p.UnreadCount));
    }

    [Fact]
    public void BringBack_WhenTakenDown_ShouldStandAgainAsIfItHadNeverGone()
    {
        var conversation = AtRevision(8);
        var message = MessageFactory.Create(sequence: 3, content: "words");
        Assert.True(conversation.TakeDown(message, null, Times.Start, MessageLog.Empty).IsSuccess);
        Assert.Equal(("", "words"), (message.Content, message.TakenDownContent));
        conversation.TakeEvents();

        var restored = conversation.BringBack(message, "words", null, null, MessageLog.Empty).Value!.Message;

        Assert.Equal(("words", null, null, 10), (restored.Content, restored.TakenDownContent, restored.RemovedAt, restored.Revision));
        Assert.Equal([0, 3, 2], conversation.Participants.Select(p => p.UnreadCount));
        Assert.IsType<MessageRestored>(Assert.Single(conversation.TakeEvents()));
    }

    [Fact]
    public void BringBack_WhenItsSenderHadRecalledIt_ShouldBeRefused()
    {
        var conversation = AtRevision(5);
        var message = MessageFactory.Create(sequence: 3);
        Assert.True(conversation.Recall(message, null, BuyerId, Window, Times.Start, MessageLog.Empty).IsSuccess);
        Assert.True(conversation.TakeDown(message, null, Times.Start, MessageLog.Empty).IsSuccess);

        Assert.Null(message.TakenDownContent);
        Assert.Same(MessageErrors.RecalledForGood, conversation.BringBack(message, "words", null, null, MessageLog.Empty).Error);
    }

    [Fact]
    public void BringBack_WhenItsWordsWereNotKept_ShouldBeRefused() =>
        Assert.Same(
            MessageErrors.NotKept,
            AtRevision(5).BringBack(MessageFactory.Create(sequence: 3, removedAt: Times.Start), null, null, null, MessageLog.Empty).Error
        );

    [Fact]
    public void BringBack_WhenItStands_ShouldChangeNothing()
    {
        var conversation = AtRevision(5);

        Assert.True(conversation.BringBack(MessageFactory.Create(sequence: 3), null, null, null, MessageLog.Empty).IsSuccess);

        Assert.Equal(5, conversation.Revision);
        Assert.Empty(conversation.TakeEvents());
    }
}
