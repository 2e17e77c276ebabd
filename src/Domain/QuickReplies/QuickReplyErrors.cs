using LiveChat.Domain.Common;

namespace LiveChat.Domain.QuickReplies;

public static class QuickReplyErrors
{
    /// <summary>Also the answer for somebody else's.</summary>
    public static readonly Error NotFound = new(ErrorKind.NotFound, "QuickReply.NotFound");

    public static readonly Error ListFull = new(ErrorKind.Conflict, "QuickReply.ListFull", null, QuickReply.MaxPerUser);

    public static readonly Error OrderIncomplete = new(ErrorKind.Validation, "QuickReply.OrderIncomplete", "ids");
}
