using LiveChat.Domain.QuickReplies;

namespace LiveChat.Application.QuickReplies;

/// <summary>One of the caller's own quick replies.</summary>
/// <param name="SortOrder">Its place in the list, from 1.</param>
public sealed record QuickReplyDto(long Id, string Content, int SortOrder, DateTimeOffset CreatedAt)
{
    public static QuickReplyDto From(QuickReply quickReply) => new(quickReply.Id.Value, quickReply.Content, quickReply.SortOrder, quickReply.CreatedAt);
}
