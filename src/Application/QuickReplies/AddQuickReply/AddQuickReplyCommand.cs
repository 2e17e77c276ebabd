using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.QuickReplies.AddQuickReply;

/// <summary>Adds a quick reply at the end of the actor's list, which holds at most 10.</summary>
public sealed record AddQuickReplyCommand(Actor Actor, string? Content) : IRequest<Result<QuickReplyDto>>;
