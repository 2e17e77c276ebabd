using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Messages.RestoreMessage;

/// <summary>
/// Restores a message that was taken down, with its content and its file. A message that was not taken down stays as it is.
/// </summary>
public sealed record RestoreMessageCommand(Actor Actor, long MessageId) : IRequest<Result<MessageDto>>;
