using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.QuickReplies.OrderQuickReplies;

/// <summary>Puts the actor's quick replies into a new order.</summary>
/// <param name="Ids">Each of the actor's own, exactly once.</param>
public sealed record OrderQuickRepliesCommand(Actor Actor, IReadOnlyList<long>? Ids) : IRequest<Result<ListResult<QuickReplyDto>>>;
