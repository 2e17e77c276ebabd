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
