using LiveChat.Domain.Messages;
using LiveChat.Domain.Users;

namespace LiveChat.Domain.Conversations;

/// <summary>Since when the asking side waits: its oldest message that still stands and has no answer after it.</summary>
public readonly record struct Waiting(long Sequence, UserId UserId, DateTimeOffset Since)
{
    internal static Waiting? For(Message? message) => message is null ? null : new Waiting(message.Sequence, message.SenderId, message.CreatedAt);
}
