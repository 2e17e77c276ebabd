using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Messages.SendMessage;

/// <summary>Appends a message to a conversation. Sending the same again gives the first message.</summary>
public sealed record SendMessageCommand(Actor Actor, long ConversationId, string? ClientMessageId, string? Type, string? Content, long? AttachmentId, long? ReplyToId)
    : IRequest<Result<SentMessage>>;

/// <param name="IsNew">False when this message had been sent before.</param>
public sealed record SentMessage(MessageDto Message, bool IsNew);
