using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Conversations.GetConversation;

/// <summary>One conversation, if the actor may see it.</summary>
public sealed record GetConversationQuery(Actor Actor, long ConversationId) : IRequest<Result<ConversationDto>>;
