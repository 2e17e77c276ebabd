using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.QuickReplies.AddQuickReply;

/// <summary>Adds a quick reply at the end of the actor's list: at most 10 groups of 10.</summary>
public sealed record AddQuickReplyCommand(Actor Actor, QuickReplyText Text) : IRequest<Result<QuickReplyDto>>;
