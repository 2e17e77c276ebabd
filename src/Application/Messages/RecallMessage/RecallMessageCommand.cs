using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Messages.RecallMessage;

/// <summary>Recalls one of the actor's own messages, within the recall window.</summary>
public sealed record RecallMessageCommand(Actor Actor, long MessageId) : IRequest<Result<MessageDto>>;
