namespace LiveChat.Application.QuickReplies;

/// <summary>Rewrites one of the actor's own quick replies.</summary>
public sealed record ChangeQuickReplyCommand(Actor Actor, long Id, QuickReplyText Text) : IRequest<Result<QuickReplyDto>>, ISignedInRequest;

public sealed class ChangeQuickReplyValidator : AbstractValidator<ChangeQuickReplyCommand>
{
    public ChangeQuickReplyValidator() => Include(new QuickReplyRules<ChangeQuickReplyCommand>(c => c.Text));
}

public sealed class ChangeQuickReplyHandler(IUnitOfWork unitOfWork, IQuickReplyRepository quickReplies)
    : IRequestHandler<ChangeQuickReplyCommand, Result<QuickReplyDto>>
{
    public Task<Result<QuickReplyDto>> Handle(ChangeQuickReplyCommand request, CancellationToken cancellationToken) =>
        unitOfWork.ExecuteAsync<Result<QuickReplyDto>>(
            async ct =>
            {
                var own = await quickReplies.FindAsync(request.Actor.UserId, ct);
                var text = request.Text;
                var rewritten = own.Rewrite(
                    new QuickReplyId(request.Id),
                    q => (text.Trimmed, text.CodeOver(q.Code), text.GroupOver(q.Group))
                );
                return rewritten.IsSuccess ? QuickReplyDto.From(rewritten.Value) : rewritten.Error;
            },
            cancellationToken
        );
}

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
