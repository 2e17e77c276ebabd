using LiveChat.UnitTests.Common;

namespace LiveChat.UnitTests.Conversations;

internal static class ConversationDtoFactory
{
    public static ConversationDto Create(long id = 7, int unreadCount = 0) =>
        new()
        {
            Id = id,
            Type = ConversationType.Direct,
            Title = null,
            Participants = [],
            LastMessage = null,
            LastSequence = 0,
            Revision = 0,
            UnreadCount = unreadCount,
            Pinned = false,
            Muted = false,
            MarkedUnread = false,
            Done = false,
            SnoozedUntil = null,
            WaitingSince = null,
            CreatedAt = Times.Start,
            UpdatedAt = Times.Start,
        };
}
