using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.QuickReplies.DeleteQuickReply;

/// <summary>Deletes one of the actor's own quick replies.</summary>
public sealed record DeleteQuickReplyCommand(Actor Actor, long Id) : IRequest<Result>;
