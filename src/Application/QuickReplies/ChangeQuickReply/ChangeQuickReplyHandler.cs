using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.QuickReplies;
using MediatR;

namespace LiveChat.Application.QuickReplies.ChangeQuickReply;

public sealed class ChangeQuickReplyHandler(IUnitOfWork unitOfWork, IQuickReplyRepository quickReplies) : IRequestHandler<ChangeQuickReplyCommand, Result<QuickReplyDto>>
{
    public Task<Result<QuickReplyDto>> Handle(ChangeQuickReplyCommand request, CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync<Result<QuickReplyDto>>(
            async ct =>
            {
                if (await quickReplies.FindAsync(request.Actor.UserId, new QuickReplyId(request.Id), ct) is not { } quickReply)
                    return QuickReplyErrors.NotFound;
                quickReply.Rewrite(request.Content!.TrimEnd());
                return QuickReplyDto.From(quickReply);
            },
            cancellationToken);
}
