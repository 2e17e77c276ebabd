namespace LiveChat.Application.QuickReplies;

/// <summary>Deletes one of the actor's own quick replies.</summary>
public sealed record DeleteQuickReplyCommand(Actor Actor, long Id) : IRequest<Result>, ISignedInRequest;

public sealed class DeleteQuickReplyHandler(IUnitOfWork unitOfWork, IQuickReplyRepository quickReplies)
    : IRequestHandler<DeleteQuickReplyCommand, Result>
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
            cancellationToken
        );
}
