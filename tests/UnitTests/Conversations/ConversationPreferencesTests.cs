using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Messages;
using static LiveChat.UnitTests.Users.UserFactory;

namespace LiveChat.UnitTests.Conversations;

public class ConversationPreferencesTests
{
    [Theory]
    [InlineData(true, null, null)]
    [InlineData(null, true, null)]
    [InlineData(null, null, true)]
    [InlineData(true, true, true)]
    public void SetPreferences_WhenSomeAreNull_ShouldLeaveThoseAsTheyAre(bool? isPinned, bool? isMuted, bool? isMarkedUnread)
    {
        var conversation = ConversationFactory.Create();

        var member = conversation.SetPreferences(BuyerId, new PreferenceChanges(isPinned, isMuted, isMarkedUnread), Times.Start).Value;

        Assert.Equal(
            (isPinned ?? false, isMuted ?? false, isMarkedUnread ?? false),
            (member.IsPinned, member.IsMuted, member.IsMarkedUnread)
        );
        var changed = Assert.IsType<PreferencesChanged>(Assert.Single(conversation.TakeEvents()));
        Assert.Equal(BuyerId, changed.UserId);
    }

    [Fact]
    public void SetPreferences_WhenAllAreNull_ShouldLeaveWhatIsSet()
    {
        var conversation = ConversationFactory.Create(
            participants:
            [
                ConversationFactory.Member(BuyerId, isPinned: true, isMuted: true, isMarkedUnread: true),
                ConversationFactory.Member(MerchantId),
            ]
        );

        var member = conversation.SetPreferences(BuyerId, new PreferenceChanges(null, null, null), Times.Start).Value;

        Assert.Equal((true, true, true), (member.IsPinned, member.IsMuted, member.IsMarkedUnread));
        Assert.Empty(conversation.TakeEvents());
    }

    [Fact]
    public void SetPreferences_WhenFalse_ShouldUnset()
    {
        var conversation = ConversationFactory.Create(
            participants:
            [
                ConversationFactory.Member(BuyerId, isPinned: true, isMuted: true, isMarkedUnread: true),
                ConversationFactory.Member(MerchantId),
            ]
        );

        var member = conversation.SetPreferences(BuyerId, new PreferenceChanges(false, false, false), Times.Start).Value;

        Assert.Equal((false, false, false), (member.IsPinned, member.IsMuted, member.IsMarkedUnread));
    }

    [Fact]
    public void SetPreferences_WhenMarkedUnread_ShouldLeaveCounterCursorAndRevision()
    {
        var conversation = ConversationFactory.Create(
            lastSequence: 5,
            participants: [ConversationFactory.Member(BuyerId, 3, 2), ConversationFactory.Member(MerchantId)]
        );

        var member = conversation.SetPreferences(BuyerId, new PreferenceChanges(null, null, true), Times.Start).Value;

        Assert.Equal((3, 2, 5), (member.LastReadSequence, member.UnreadCount, conversation.Revision));
    }

    [Fact]
    public void SetPreferences_WhenOneSets_ShouldLeaveTheOthers()
    {
        var conversation = ConversationFactory.Create();

        Assert.True(conversation.SetPreferences(BuyerId, new PreferenceChanges(true, true, true), Times.Start).IsSuccess);

        var other = conversation.FindParticipant(MerchantId)!;
        Assert.Equal((false, false, false), (other.IsPinned, other.IsMuted, other.IsMarkedUnread));
    }

    [Fact]
    public void SetPreferences_WhenNothingChanges_ShouldRaiseNothing()
    {
        var conversation = ConversationFactory.Create(
            participants: [ConversationFactory.Member(BuyerId, isPinned: true), ConversationFactory.Member(MerchantId)]
        );

        Assert.True(conversation.SetPreferences(BuyerId, new PreferenceChanges(true, false, null), Times.Start).IsSuccess);

        Assert.Empty(conversation.TakeEvents());
    }

    [Fact]
    public void SetPreferences_WhenNoMember_ShouldNotBeFound() =>
        Assert.Same(
            ConversationErrors.NotFound,
            ConversationFactory.Create().SetPreferences(PlatformId, new PreferenceChanges(true, null, null), Times.Start).Error
        );

    [Fact]
    public void SetPreferences_WhenDoneOrSnoozed_ShouldHoldUntilTheOtherSideWrites()
    {
        var conversation = ConversationFactory.Create();
        var until = Times.Start.AddHours(3);

        var member = conversation
            .SetPreferences(BuyerId, new PreferenceChanges(IsDone: true, Snooze: new Snooze(until)), Times.Start)
            .Value;
        Assert.Equal((true, until), (member.IsDone, member.SnoozedUntil));

        Assert.True(conversation.Post(new MessageId(1), BuyerId, MessageFactory.Draft("c-1"), null, null, Times.Start).IsSuccess);
        Assert.Equal((true, until), (member.IsDone, member.SnoozedUntil));
        conversation.TakeEvents();

        Assert.True(conversation.Post(new MessageId(1), MerchantId, MessageFactory.Draft("c-2"), null, null, Times.Start).IsSuccess);
        Assert.Equal((false, null), (member.IsDone, member.SnoozedUntil));
        Assert.Equal(BuyerId, Assert.Single(conversation.TakeEvents().OfType<PreferencesChanged>()).UserId);
    }

    [Fact]
    public void SetPreferences_WhenTheSnoozeIsTakenBack_ShouldEndIt()
    {
        var conversation = ConversationFactory.Create(
            participants:
            [
                ConversationFactory.Member(BuyerId, snoozedUntil: Times.Start.AddHours(1)),
                ConversationFactory.Member(MerchantId),
            ]
        );

        Assert.Null(conversation.SetPreferences(BuyerId, new PreferenceChanges(Snooze: new Snooze(null)), Times.Start).Value.SnoozedUntil);
    }

    [Fact]
    public void SetPreferences_WhenSnoozedUntilNow_ShouldBeRefused() =>
        Assert.Same(
            ConversationErrors.SnoozeInThePast,
            ConversationFactory.Create().SetPreferences(BuyerId, new PreferenceChanges(Snooze: new Snooze(Times.Start)), Times.Start).Error
        );
}
