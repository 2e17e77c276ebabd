using LiveChat.Domain.Common;

namespace LiveChat.Domain.QuickReplies;

public static class QuickReplyErrors
{
    /// <summary>The quick reply does not exist, or belongs to somebody else.</summary>
    public static readonly Error NotFound = new(ErrorKind.NotFound, "QuickReply.NotFound");

    public static readonly Error GroupFull = new(ErrorKind.Conflict, "QuickReply.GroupFull", null, QuickReplyBook.MaxPerGroup);

    public static readonly Error TooManyGroups = new(ErrorKind.Conflict, "QuickReply.TooManyGroups", null, QuickReplyBook.MaxGroups);

    public static readonly Error OrderIncomplete = new(ErrorKind.Validation, "QuickReply.OrderIncomplete", "Ids");

    public static Error CodeTaken(string code) => new(ErrorKind.Conflict, "QuickReply.CodeTaken", null, code);
}
