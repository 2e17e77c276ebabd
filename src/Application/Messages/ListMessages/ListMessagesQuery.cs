using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Messages.ListMessages;

/// <summary>A stretch of a conversation: by sequence, or what changed since a revision.</summary>
/// <param name="Before">Only messages with a lower sequence.</param>
/// <param name="After">Only messages with a higher sequence.</param>
/// <param name="Around">The id of the message in the middle of the page; not together with the other two.</param>
/// <param name="SinceRevision">Only messages that changed after this revision; not together with the other three.</param>
/// <param name="Limit">1 to 200, 50 by default.</param>
public sealed record ListMessagesQuery(Actor Actor, long ConversationId, long? Before, long? After, long? Around, long? SinceRevision, int? Limit) : IRequest<Result<MessagePageDto>>
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 200;
}
