using LiveChat.Domain.Common;

namespace LiveChat.Domain.Messages;

public static class MessageErrors
{
    public static readonly Error NotFound = new(ErrorKind.NotFound, "Message.NotFound");

    public static readonly Error NotTheSender = new(ErrorKind.Forbidden, "Message.NotTheSender");

    public static readonly Error AlreadyRemoved = new(ErrorKind.Conflict, "Message.AlreadyRemoved");

    public static readonly Error RecalledForGood = new(ErrorKind.Conflict, "Message.RecalledForGood");

    /// <summary>
    /// The sealed content does not exist: the message was taken down by a version that kept none, or it was erased since.
    /// </summary>
    public static readonly Error NotKept = new(ErrorKind.Conflict, "Message.NotKept");

    public static readonly Error ClientMessageIdReused = new(ErrorKind.Conflict, "Message.ClientMessageIdReused");

    public static readonly Error QuotedNotFound = new(ErrorKind.Validation, "Message.QuotedNotFound", "ReplyToId");

    /// <param name="window">The recall window, which the sentence shows in whole seconds.</param>
    public static Error RecallWindowPassed(TimeSpan window) => new(ErrorKind.Conflict, "Message.RecallWindowPassed", null, (long)window.TotalSeconds);
}
