using LiveChat.Domain.Conversations;
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

        var member = conversation.SetPreferences(BuyerId, isPinned, isMuted, isMarkedUnread).Value;

        Assert.Equal((isPinned ?? false, isMuted ?? false, isMarkedUnread ?? false), (member.IsPinned, member.IsMuted, member.IsMarkedUnread));
        var changed = Assert.IsType<PreferencesChanged>(Assert.Single(conversation.TakeEvents()));
        Assert.Equal(BuyerId, changed.UserId);
    }

    [Fact]
    public void SetPreferences_WhenAllAreNull_ShouldLeaveWhatIsSet()
    {
        var conversation = ConversationFactory.Create(
            participants: [ConversationFactory.Member(BuyerId, isPinned: true, isMuted: true, isMarkedUnread: true), ConversationFactory.Member(MerchantId)]);

        var member = conversation.SetPreferences(BuyerId, null, null, null).Value;

        Assert.Equal((true, true, true), (member.IsPinned, member.IsMuted, member.IsMarkedUnread));
        Assert.Empty(conversation.TakeEvents());
    }

    [Fact]
    public void SetPreferences_WhenFalse_ShouldUnset()
    {
        var conversation = ConversationFactory.Create(
            participants: [ConversationFactory.Member(BuyerId, isPinned: true, isMuted: true, isMarkedUnread: true), ConversationFactory.Member(MerchantId)]);

        var member = conversation.SetPreferences(BuyerId, false, false, false).Value;

        Assert.Equal((false, false, false), (member.IsPinned, member.IsMuted, member.IsMarkedUnread));
    }

    [Fact]
    public void SetPreferences_WhenMarkedUnread_ShouldLeaveCounterCursorAndRevision()
    {
        var conversation = ConversationFactory.Create(lastSequence: 5, participants: [ConversationFactory.Member(BuyerId, 3, 2), ConversationFactory.Member(MerchantId)]);

        var member = conversation.SetPreferences(BuyerId, null, null, true).Value;

        Assert.Equal((3, 2, 5), (member.LastReadSequence, member.UnreadCount, conversation.Revision));
    }

    [Fact]
    public void SetPreferences_WhenOneSets_ShouldLeaveTheOthers()
    {
        var conversation = ConversationFactory.Create();

        Assert.True(conversation.SetPreferences(BuyerId, true, true, true).IsSuccess);

        var other = conversation.FindParticipant(MerchantId)!;
        Assert.Equal((false, false, false), (other.IsPinned, other.IsMuted, other.IsMarkedUnread));
    }

    [Fact]
    public void SetPreferences_WhenNothingChanges_ShouldRaiseNothing()
    {
        var conversation = ConversationFactory.Create(participants: [ConversationFactory.Member(BuyerId, isPinned: true), ConversationFactory.Member(MerchantId)]);

        Assert.True(conversation.SetPreferences(BuyerId, true, false, null).IsSuccess);

        Assert.Empty(conversation.TakeEvents());
    }

    [Fact]
    public void SetPreferences_WhenNoMember_ShouldNotBeFound() =>
        Assert.Same(ConversationErrors.NotFound, ConversationFactory.Create().SetPreferences(PlatformId, true, null, null).Error);
}
