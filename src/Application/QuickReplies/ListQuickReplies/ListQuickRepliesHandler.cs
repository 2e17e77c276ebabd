using LiveChat.Application.Abstractions;
using LiveChat.Application.Common;
using LiveChat.Domain.Common;
using MediatR;

namespace LiveChat.Application.QuickReplies.ListQuickReplies;

public sealed class ListQuickRepliesHandler(IQuickReplyRepository quickReplies) : IRequestHandler<ListQuickRepliesQuery, Result<ListResult<QuickReplyDto>>>
{
    public async Task<Result<ListResult<QuickReplyDto>>> Handle(ListQuickRepliesQuery request, CancellationToken cancellationToken)
    {
        var own = await quickReplies.FindAsync(request.Actor.UserId, cancellationToken);
        return new ListResult<QuickReplyDto>(own.Replies.Count, [.. own.Replies.Select(QuickReplyDto.From)]);
    }
}
