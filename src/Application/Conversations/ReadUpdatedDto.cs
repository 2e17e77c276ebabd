namespace LiveChat.Application.Conversations;

/// <summary>A member has read up to a sequence.</summary>
public sealed record ReadUpdatedDto(long ConversationId, string UserId, long LastReadSequence, int UnreadCount);

/// <summary>The reader's own cursor and counter after reading.</summary>
public sealed record ReadStateDto(int UnreadCount, long LastReadSequence);
