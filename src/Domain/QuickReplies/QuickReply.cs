using LiveChat.Domain.Common;
using LiveChat.Domain.Users;

namespace LiveChat.Domain.QuickReplies;

/// <summary>A sentence that its owner can send with one click, in one of their groups.</summary>
public sealed class QuickReply
{
    public const int MaxContentLength = 200;
    public const int MaxCodeLength = 20;
    public const int MaxGroupLength = 20;
    public const int MaxGroups = 10;
    public const int MaxPerGroup = 10;

    private QuickReply()
    {
    }

    public QuickReplyId Id { get; private set; }

    public UserId UserId { get; private set; }

    public string Content { get; private set; } = "";

    /// <summary>The code that finds it after a slash, ignoring case. It is unique among its owner's quick replies.</summary>
    public string? Code { get; private set; }

    /// <summary>The name of its group. Those without a name form a group too.</summary>
    public string? Group { get; private set; }

    /// <summary>Place in its owner's list, from 1.</summary>
    public int SortOrder { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>A new one at the end of its owner's list.</summary>
    /// <param name="own">All that the owner has, in their order.</param>
    public static Result<QuickReply> Create(UserId userId, string content, string? code, string? group, IReadOnlyList<QuickReply> own, DateTimeOffset now)
    {
        var quickReply = new QuickReply { UserId = userId, SortOrder = own.Count == 0 ? 1 : own[^1].SortOrder + 1, CreatedAt = now };
        var written = quickReply.Rewrite(content, code, group, own);
        return written.IsSuccess ? quickReply : written.Error;
    }

    /// <inheritdoc cref="Create"/>
    public Result Rewrite(string content, string? code, string? group, IReadOnlyList<QuickReply> own)
    {
        var others = own.Where(q => q != this).ToList();
        if (code is not null && others.Exists(q => string.Equals(q.Code, code, StringComparison.OrdinalIgnoreCase)))
            return QuickReplyErrors.CodeTaken(code);
        var inGroup = others.Count(q => q.Group == group);
        if (inGroup >= MaxPerGroup)
            return QuickReplyErrors.GroupFull;
        if (inGroup == 0 && others.Select(q => q.Group).Distinct().Count() >= MaxGroups)
            return QuickReplyErrors.TooManyGroups;
        (Content, Code, Group) = (content, code, group);
        return Result.Success();
    }

    /// <param name="sortOrder">From 1.</param>
    public void MoveTo(int sortOrder) => SortOrder = sortOrder;
}
