using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.QuickReplies;
using MediatR;

namespace LiveChat.Application.QuickReplies.DeleteQuickReply;

public sealed class DeleteQuickReplyHandler(IUnitOfWork unitOfWork, IQuickReplyRepository quickReplies) : IRequestHandler<DeleteQuickReplyCommand, Result>
{
    public Task<Result> Handle(DeleteQuickReplyCommand request, CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync<Result>(
            async ct =>
            {
                if (await quickReplies.FindAsync(request.Actor.UserId, new QuickReplyId(request.Id), ct) is not { } quickReply)
                    return QuickReplyErrors.NotFound;
                quickReplies.Remove(quickReply);
                return Result.Success();
            },
            cancellationToken);
}
