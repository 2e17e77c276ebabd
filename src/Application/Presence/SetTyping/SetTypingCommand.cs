using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.Presence.SetTyping;

/// <summary>Tells the other members that the actor began or stopped typing.</summary>
public sealed record SetTypingCommand(Actor Actor, long ConversationId, bool IsTyping) : IRequest<Result>;
