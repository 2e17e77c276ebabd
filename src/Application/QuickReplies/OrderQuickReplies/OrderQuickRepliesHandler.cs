using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using LiveChat.Domain.QuickReplies;
using MediatR;

namespace LiveChat.Application.QuickReplies.OrderQuickReplies;

public sealed class OrderQuickRepliesHandler(IUnitOfWork unitOfWork, IQuickReplyRepository quickReplies)
    : IRequestHandler<OrderQuickRepliesCommand, Result<ListResult<QuickReplyDto>>>
{
    public Task<Result<ListResult<QuickReplyDto>>> Handle(OrderQuickRepliesCommand request, CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync<Result<ListResult<QuickReplyDto>>>(
            async ct =>
            {
                var own = await quickReplies.FindAsync(request.Actor.UserId, ct);
                if (own.Reorder([.. request.Ids!.Select(id => new QuickReplyId(id))]) is { IsSuccess: false } refused)
                    return refused.Error;
                return new ListResult<QuickReplyDto>(own.Replies.Count, [.. own.Replies.Select(QuickReplyDto.From)]);
            },
            cancellationToken);
}
