using LiveChat.Domain.Messages;

namespace LiveChat.Infrastructure.Persistence;

/// <summary>The encrypted content of a message that was taken down. The conversation writer stores and removes them.</summary>
public sealed class SealedMessage
{
    public required MessageId MessageId { get; init; }

    public required byte[] Content { get; init; }
}
