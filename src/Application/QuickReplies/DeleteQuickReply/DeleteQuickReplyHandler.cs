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
                var removed = (await quickReplies.FindAsync(request.Actor.UserId, ct)).Remove(new QuickReplyId(request.Id));
                if (removed.IsSuccess)
                    quickReplies.Remove(removed.Value);
                return removed;
            },
            cancellationToken);
}
