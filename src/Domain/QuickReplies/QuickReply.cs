using LiveChat.Domain.Users;

namespace LiveChat.Domain.QuickReplies;

/// <summary>A sentence that its owner can send with one click.</summary>
public sealed class QuickReply
{
    public const int MaxContentLength = 200;
    public const int MaxPerUser = 10;

    private QuickReply()
    {
    }

    public QuickReplyId Id { get; private set; }

    public UserId UserId { get; private set; }

    public string Content { get; private set; } = "";

    /// <summary>Place in its owner's list, from 1.</summary>
    public int SortOrder { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public static QuickReply Create(UserId userId, string content, int sortOrder, DateTimeOffset now) => new()
    {
        UserId = userId,
        Content = content,
        SortOrder = sortOrder,
        CreatedAt = now,
    };

    public void Rewrite(string content) => Content = content;

    /// <param name="sortOrder">From 1.</param>
    public void MoveTo(int sortOrder) => SortOrder = sortOrder;
}
