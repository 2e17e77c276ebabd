using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Messages.RestoreMessage;

/// <summary>Brings back a message that was taken down, with its words and its file. One that stands stays as it is.</summary>
public sealed record RestoreMessageCommand(Actor Actor, long MessageId) : IRequest<Result<MessageDto>>;
