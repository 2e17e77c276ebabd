using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.QuickReplies.ChangeQuickReply;

/// <summary>Rewrites one of the actor's own quick replies.</summary>
public sealed record ChangeQuickReplyCommand(Actor Actor, long Id, QuickReplyText Text) : IRequest<Result<QuickReplyDto>>;
