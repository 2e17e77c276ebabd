using LiveChat.Domain.Messages;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>The words of a message that was taken down, encrypted. The conversation writer stores and removes them.</summary>
public sealed class SealedMessage
{
    public required MessageId MessageId { get; init; }

    public required byte[] Content { get; init; }
}
