using LiveChat.Domain.Uploads;

namespace LiveChat.Domain.Messages;

/// <summary>A message that another one quotes.</summary>
/// <param name="Attachment">The file that it carries, if it carries one.</param>
public sealed record QuotedMessage(Message Message, Attachment? Attachment)
{
    public Quote Quote => Quote.Of(Message, Attachment);
}
