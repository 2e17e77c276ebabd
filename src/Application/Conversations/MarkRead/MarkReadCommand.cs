using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Conversations.MarkRead;

/// <summary>Moves the actor's cursor forward.</summary>
/// <param name="Sequence">The sequence up to which the actor has read.</param>
public sealed record MarkReadCommand(Actor Actor, long ConversationId, long? Sequence) : IRequest<Result<ReadStateDto>>;
