using LiveChat.Domain.QuickReplies;

namespace LiveChat.Application.QuickReplies;

/// <summary>One of the caller's own quick replies.</summary>
/// <param name="Code">The code that finds it after a slash.</param>
/// <param name="Group">The name of its group; null for those without one.</param>
/// <param name="SortOrder">Its place in the list, from 1.</param>
public sealed record QuickReplyDto(long Id, string Content, string? Code, string? Group, int SortOrder, DateTimeOffset CreatedAt)
{
    public static QuickReplyDto From(QuickReply quickReply) =>
        new(quickReply.Id.Value, quickReply.Content, quickReply.Code, quickReply.Group, quickReply.SortOrder, quickReply.CreatedAt);
}
