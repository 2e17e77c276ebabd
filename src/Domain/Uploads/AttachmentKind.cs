using LiveChat.Domain.Messages;

namespace LiveChat.Domain.Uploads;

/// <summary>What a file is to the chat. The numbers are stored.</summary>
public enum AttachmentKind
{
    Image = MessageType.Image,
    Document = MessageType.File,
    Audio = MessageType.Voice,
}
