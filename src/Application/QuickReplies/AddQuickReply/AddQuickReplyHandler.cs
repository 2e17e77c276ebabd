using LiveChat.Application.Abstractions;
using LiveChat.Domain.Common;
using LiveChat.Domain.QuickReplies;
using MediatR;

namespace LiveChat.Application.QuickReplies.AddQuickReply;

public sealed class AddQuickReplyHandler(IUnitOfWork unitOfWork, IQuickReplyRepository quickReplies, TimeProvider clock)
    : IRequestHandler<AddQuickReplyCommand, Result<QuickReplyDto>>
{
    public async Task<Result<QuickReplyDto>> Handle(AddQuickReplyCommand request, CancellationToken cancellationToken)
    {
        var added = await unitOfWork.ExecuteAsync<Result<QuickReply>>(
            async ct =>
            {
                var own = await quickReplies.FindAsync(request.Actor.UserId, ct);
                var text = request.Text;
                var created = own.Add(text.Trimmed, text.CodeOver(null), text.GroupOver(null), clock.GetUtcNow());
                if (created.IsSuccess)
                    quickReplies.Add(created.Value);
                return created;
            },
            cancellationToken);
        // The database assigns the id when the unit of work is saved.
        return added.IsSuccess ? QuickReplyDto.From(added.Value) : added.Error;
    }
}
