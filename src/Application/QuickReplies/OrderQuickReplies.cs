namespace LiveChat.Application.QuickReplies;

/// <summary>Puts the actor's quick replies into a new order.</summary>
/// <param name="Ids">Each of the actor's own, exactly once.</param>
public sealed record OrderQuickRepliesCommand(Actor Actor, IReadOnlyList<long>? Ids)
    : IRequest<Result<ListResult<QuickReplyDto>>>,
        ISignedInRequest;

public sealed class OrderQuickRepliesValidator : AbstractValidator<OrderQuickRepliesCommand>
{
    public OrderQuickRepliesValidator() => RuleFor(c => c.Ids).NotNull();
}

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
            cancellationToken
        );
}
