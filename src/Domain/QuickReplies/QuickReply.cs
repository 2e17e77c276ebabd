namespace LiveChat.Domain.QuickReplies;

/// <summary>A sentence that its owner can send with one click, in one of their groups. Changed through its <see cref="QuickReplyBook"/> alone.</summary>
public sealed class QuickReply
{
    public const int MaxContentLength = 200;
    public const int MaxCodeLength = 20;
    public const int MaxGroupLength = 20;

    private QuickReply() { }

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

    internal static QuickReply Create(UserId userId, string content, string? code, string? group, int sortOrder, DateTimeOffset now) =>
        new()
        {
            UserId = userId,
            Content = content,
            Code = code,
            Group = group,
            SortOrder = sortOrder,
            CreatedAt = now,
        };

    internal void Rewrite(string content, string? code, string? group) => (Content, Code, Group) = (content, code, group);

    internal void MoveTo(int sortOrder) => SortOrder = sortOrder;
}

public readonly record struct QuickReplyId(long Value)
{
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

public static class QuickReplyErrors
{
    /// <summary>The quick reply does not exist, or belongs to somebody else.</summary>
    public static readonly Error NotFound = new(ErrorKind.NotFound, "QuickReply.NotFound");

    public static readonly Error GroupFull = new(ErrorKind.Conflict, "QuickReply.GroupFull", null, QuickReplyBook.MaxPerGroup);

    public static readonly Error TooManyGroups = new(ErrorKind.Conflict, "QuickReply.TooManyGroups", null, QuickReplyBook.MaxGroups);

    public static readonly Error OrderIncomplete = new(ErrorKind.Validation, "QuickReply.OrderIncomplete", "Ids");

    public static Error CodeTaken(string code) => new(ErrorKind.Conflict, "QuickReply.CodeTaken", null, code);
}
