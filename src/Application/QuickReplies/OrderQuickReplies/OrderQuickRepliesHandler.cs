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
                var own = (await quickReplies.FindAsync(request.Actor.UserId, ct)).ToDictionary(q => q.Id.Value);
                if (request.Ids!.Count != own.Count || request.Ids.Distinct().Count() != own.Count || !request.Ids.All(own.ContainsKey))
                    return QuickReplyErrors.OrderIncomplete;
                var place = 0;
                foreach (var id in request.Ids)
                    own[id].MoveTo(++place);
                return new ListResult<QuickReplyDto>(own.Count, [.. request.Ids.Select(id => QuickReplyDto.From(own[id]))]);
            },
            cancellationToken);
}
