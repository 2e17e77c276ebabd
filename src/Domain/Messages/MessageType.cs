namespace LiveChat.Domain.Messages;

/// <summary>The numbers are stored. Members send the first four; the others come from the host site or the system itself.</summary>
public enum MessageType
{
    Text = 1,
    Image = 2,
    File = 3,
    Voice = 4,
    Order = 5,
    System = 6,
}
