namespace LiveChat.Domain.QuickReplies;

/// <summary>All quick replies of one user, in their order. What holds between them is held here.</summary>
/// <param name="replies">In their order.</param>
public sealed class QuickReplyBook(UserId ownerId, IReadOnlyList<QuickReply> replies)
{
    public const int MaxGroups = 10;
    public const int MaxPerGroup = 10;

    private readonly List<QuickReply> _replies = [.. replies];

    public IReadOnlyList<QuickReply> Replies => _replies;

    /// <summary>Adds a new one at the end.</summary>
    public Result<QuickReply> Add(string content, string? code, string? group, DateTimeOffset now)
    {
        if (Check(null, code, group) is { IsSuccess: false } refused)
            return refused.Error;
        var added = QuickReply.Create(ownerId, content, code, group, _replies.Count == 0 ? 1 : _replies[^1].SortOrder + 1, now);
        _replies.Add(added);
        return added;
    }

    public Result<QuickReply> Rewrite(QuickReplyId id, Func<QuickReply, (string Content, string? Code, string? Group)> write)
    {
        if (_replies.Find(q => q.Id == id) is not { } quickReply)
            return QuickReplyErrors.NotFound;
        var (content, code, group) = write(quickReply);
        if (Check(quickReply, code, group) is { IsSuccess: false } refused)
            return refused.Error;
        quickReply.Rewrite(content, code, group);
        return quickReply;
    }

    public Result<QuickReply> Remove(QuickReplyId id)
    {
        if (_replies.Find(q => q.Id == id) is not { } quickReply)
            return QuickReplyErrors.NotFound;
        _replies.Remove(quickReply);
        return quickReply;
    }

    /// <param name="ids">Each once, in the new order.</param>
    public Result Reorder(IReadOnlyList<QuickReplyId> ids)
    {
        var known = _replies.ToDictionary(q => q.Id);
        if (ids.Count != known.Count || ids.Distinct().Count() != known.Count || !ids.All(known.ContainsKey))
            return QuickReplyErrors.OrderIncomplete;
        _replies.Clear();
        foreach (var id in ids)
        {
            _replies.Add(known[id]);
            known[id].MoveTo(_replies.Count);
        }

        return Result.Success();
    }

    private Result Check(QuickReply? rewritten, string? code, string? group)
    {
        var others = _replies.Where(q => q != rewritten).ToList();
        if (code is not null && others.Exists(q => string.Equals(q.Code, code, StringComparison.OrdinalIgnoreCase)))
            return QuickReplyErrors.CodeTaken(code);
        var inGroup = others.Count(q => q.Group == group);
        if (inGroup >= MaxPerGroup)
            return QuickReplyErrors.GroupFull;
        return inGroup == 0 && others.Select(q => q.Group).Distinct().Count() >= MaxGroups
            ? QuickReplyErrors.TooManyGroups
            : Result.Success();
    }
}

/// <summary>
/// A sentence that its owner can send with one click, in one of their groups. Changed through its <see cref="QuickReplyBook"/> alone.
/// </summary>
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
