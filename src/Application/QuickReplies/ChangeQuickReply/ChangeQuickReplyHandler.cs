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
                var own = await quickReplies.FindAsync(request.Actor.UserId, ct);
                if (own.FirstOrDefault(q => q.Id == new QuickReplyId(request.Id)) is not { } quickReply)
                    return QuickReplyErrors.NotFound;
                var text = request.Text;
                var rewritten = quickReply.Rewrite(text.Trimmed, text.CodeOver(quickReply.Code), text.GroupOver(quickReply.Group), own);
                return rewritten.IsSuccess ? QuickReplyDto.From(quickReply) : rewritten.Error;
            },
            cancellationToken);
}
