using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.QuickReplies.ListQuickReplies;

/// <summary>The actor's own quick replies, in their order.</summary>
public sealed record ListQuickRepliesQuery(Actor Actor) : IRequest<Result<ListResult<QuickReplyDto>>>;
