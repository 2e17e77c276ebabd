using LiveChat.UnitTests.Common;
using LiveChat.UnitTests.Users;

namespace LiveChat.UnitTests.Conversations;

internal static class ConversationFactory
{
    public static readonly ConversationId Id = new(7);

    /// <summary>A direct conversation of the buyer b1 and the merchant m1, or of whoever is given.</summary>
    public static Conversation Create(
        long id = 7,
        long lastSequence = 0,
        long? revision = null,
        ConversationType type = ConversationType.Direct,
        long answeredSequence = 0,
        Waiting? waiting = null,
        params Participant[] participants
    )
    {
        if (participants.Length == 0)
            participants = [Member(UserFactory.BuyerId), Member(UserFactory.MerchantId, userRole: UserRole.Merchant)];
        var pair = type == ConversationType.Direct ? PairKey.Of(participants[0].UserId, participants[1].UserId) : (PairKey?)null;
        return Conversation.Restore(
            new ConversationId(id),
            type,
            null,
            pair,
            lastSequence,
            revision ?? lastSequence,
            Times.Start,
            Times.Start,
            answeredSequence,
            waiting,
            participants
        );
    }

    public static Participant Member(
        UserId userId,
        long lastReadSequence = 0,
        int unreadCount = 0,
        bool isPinned = false,
        bool isMuted = false,
        bool isMarkedUnread = false,
        bool isDone = false,
        DateTimeOffset? snoozedUntil = null,
        UserStatus userStatus = UserStatus.Active,
        UserRole userRole = UserRole.Buyer
    ) =>
        Participant.Restore(
            userId,
            lastReadSequence,
            unreadCount,
            Times.Start,
            isPinned,
            isMuted,
            isMarkedUnread,
            isDone,
            snoozedUntil,
            userStatus,
            userRole
        );

    public static int UnreadOf(this Conversation conversation, UserId userId) => conversation.FindParticipant(userId)!.UnreadCount;
}
